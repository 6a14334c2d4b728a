// What is between `acquire` and `release` is done by one process at a time; `finally` releases also where it throws.

import { Event, Lock, Process, sleep } from 'lanescope';

async function pay(lock: Lock, inside: Event, name: string) {
  await lock.acquire(); // waits in the parent
  try {
    inside.set();
    await sleep(300);
    console.log(name, 'has paid');
  } finally {
    await lock.release();
  }
}

async function main() {
  const [lock, inside] = [new Lock(), new Event()];
  new Process({ target: pay, args: [lock, inside, 'child'] }).start();
  await inside.wait();
  await pay(lock, inside, 'parent');
}

if (import.meta.main) await main();

// Prints:
// child has paid
// parent has paid
