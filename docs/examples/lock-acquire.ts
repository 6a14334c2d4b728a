// The child holds the lock: a try of 0.2 s is in vain, the `acquire` after it waits until the child releases.

import { Event, Lock, Process, sleep } from 'lanescope';

async function hold(lock: Lock, held: Event, goOn: Event) {
  await lock.acquire();
  held.set();
  await goOn.wait();
  await sleep(300);
  await lock.release();
}

async function main() {
  const [lock, held, goOn] = [new Lock(), new Event(), new Event()];
  new Process({ target: hold, args: [lock, held, goOn] }).start();
  await held.wait();
  console.log(await lock.acquire({ timeout: 200 }));
  goOn.set();
  console.log(await lock.acquire()); // waits
  await lock.release();
}

if (import.meta.main) await main();

// Prints:
// false
// true
