// A function that locks calls another one that takes the same lock.

import { Lock } from 'lanescope';

const names: string[] = [];

async function add(lock: Lock, name: string) {
  await lock.acquire(); //! deadlock
  names.push(name);
  await lock.release();
}

async function addBoth(lock: Lock, name: string) {
  await lock.acquire();
  await add(lock, name);
  await lock.release();
}

if (import.meta.main) {
  await addBoth(new Lock({ name: 'lock' }), 'Ann');
  console.log(names);
}
