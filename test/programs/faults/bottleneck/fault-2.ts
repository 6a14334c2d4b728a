// orders: 2
// Four processes thumb through books, and each holds the one lock for the whole of its work.

import { Lock, Process, sleep, Value } from 'lanescope';

async function thumbThrough(pages: Value<number>) {
  await sleep(10); // stands for some work
  await pages.update((n) => n + 100);
}

async function countPages(lock: Lock, pages: Value<number>) {
  for (let book = 0; book < 40; book++) await lock.with(() => thumbThrough(pages)); //! bottleneck
}

if (import.meta.main) {
  const lock = new Lock();
  const pages = new Value('int32', 0);
  const counters = [1, 2, 3, 4].map(() => new Process({ target: countPages, args: [lock, pages] }));
  for (const one of counters) one.start();
  for (const one of counters) await one.join();
  console.log(await pages.get());
}
