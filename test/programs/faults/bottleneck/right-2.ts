// orders: 2
// Four processes thumb through books, and share nothing but the sum, which takes care of itself.

import { Process, sleep, Value } from 'lanescope';

async function thumbThrough(pages: Value<number>) {
  await sleep(10); // stands for some work
  await pages.update((n) => n + 100);
}

async function countPages(pages: Value<number>) {
  for (let book = 0; book < 40; book++) await thumbThrough(pages);
}

if (import.meta.main) {
  const pages = new Value('int32', 0);
  const counters = [1, 2, 3, 4].map(() => new Process({ target: countPages, args: [pages] }));
  for (const one of counters) one.start();
  for (const one of counters) await one.join();
  console.log(await pages.get());
}
