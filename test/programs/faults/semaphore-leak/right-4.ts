// orders: 5
// Two processes pass a baton: each acquires what the other one releases.

import { Process, Semaphore } from 'lanescope';

async function run(mine: Semaphore, yours: Semaphore, name: string) {
  for (let n = 0; n < 3; n++) {
    await mine.acquire();
    console.log(name, 'runs');
    await yours.release();
  }
}

if (import.meta.main) {
  const [first, second] = [new Semaphore(1), new Semaphore(0)];
  const runners = [
    new Process({ target: run, args: [first, second, 'Ann'] }),
    new Process({ target: run, args: [second, first, 'Bob'] }),
  ];
  for (const one of runners) one.start();
  for (const one of runners) await one.join();
}
