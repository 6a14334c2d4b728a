// `await using` releases the lock at the end of the block, also when an error leaves it.

import { Event, Lock, Process, sleep } from 'lanescope';

async function write(lock: Lock, inside: Event, name: string) {
  await using _held = await lock.hold(); // waits in the parent
  console.log(name, 'begins');
  inside.set();
  await sleep(300);
  console.log(name, 'is done');
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
