// `save` is called with the lock held and takes it again; with a `Lock` the process would wait for itself for ever.

import { Event, Process, RLock, sleep } from 'lanescope';

async function save(lock: RLock, name: string) {
  await lock.with(() => console.log(name, 'saves')); // waits in the parent
}

async function edit(lock: RLock, inside: Event, name: string) {
  await lock.with(async () => {
    inside.set();
    await sleep(300);
    await save(lock, name);
  });
}

async function main() {
  const [lock, inside] = [new RLock(), new Event()];
  new Process({ target: edit, args: [lock, inside, 'child'] }).start();
  await inside.wait();
  await save(lock, 'parent');
}

if (import.meta.main) await main();

// Prints:
// child saves
// parent saves
