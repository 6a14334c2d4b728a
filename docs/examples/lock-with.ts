// Both write two lines; the lock keeps the two lines of each together.

import { Event, Lock, Process, sleep } from 'lanescope';

async function write(lock: Lock, inside: Event, name: string) {
  // waits in the parent
  await lock.with(async () => {
    console.log(name, 'begins');
    inside.set();
    await sleep(300);
    console.log(name, 'is done');
  });
}

async function main() {
  const [lock, inside] = [new Lock(), new Event()];
  new Process({ target: write, args: [lock, inside, 'child'] }).start();
  await inside.wait();
  await write(lock, inside, 'parent');
}

if (import.meta.main) await main();

// Prints:
// child begins
// child is done
// parent begins
// parent is done
