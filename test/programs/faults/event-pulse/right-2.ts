// orders: 3
// Three workers tell by a semaphore that they are done, and the parent counts how often it is told.

import { Process, Semaphore, sleep } from 'lanescope';

async function work(done: Semaphore) {
  console.log('done');
  await done.release();
}

if (import.meta.main) {
  const done = new Semaphore(0);
  const workers = [1, 2, 3].map(() => new Process({ target: work, args: [done] }));
  for (const one of workers) one.start();
  await sleep(700);
  for (let n = 1; n <= 3; n++) {
    await done.acquire();
    console.log(n, 'of 3');
  }
}
