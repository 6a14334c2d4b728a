// A pool's task waits for a signal that main gives before it waits for the task.

import { Event, Pool } from 'lanescope';

async function fetchPage(isOpen: Event, page: number) {
  await isOpen.wait();
  return `page ${page}`;
}

if (import.meta.main) {
  const isOpen = new Event();
  await using pool = new Pool({ processes: 2 });
  const pages = pool.starmapAsync(
    fetchPage,
    [1, 2].map((page) => [isOpen, page] as const),
  );
  await isOpen.set();
  console.log(await pages.get());
}
