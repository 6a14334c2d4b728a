// A pool's task waits for a signal that main gives only when the task is done.

import { Event, Pool } from 'lanescope';

async function fetchPage(isOpen: Event, page: number) {
  await isOpen.wait(); //! deadlock
  return `page ${page}`;
}

if (import.meta.main) {
  const isOpen = new Event();
  await using pool = new Pool({ processes: 2 });
  const pages = pool.starmapAsync(
    fetchPage,
    [1, 2].map((page) => [isOpen, page] as const),
  );
  console.log(await pages.get()); //& deadlock
  await isOpen.set();
}
