// A function that locks calls another one that takes the same lock, which its holder may take twice.

import { RLock } from 'lanescope';

const names: string[] = [];

async function add(lock: RLock, name: string) {
  await lock.acquire();
  names.push(name);
  await lock.release();
}

async function addBoth(lock: RLock, name: string) {
  await lock.acquire();
  await add(lock, name);
  await lock.release();
}

if (import.meta.main) {
  await addBoth(new RLock({ name: 'lock' }), 'Ann');
  console.log(names);
}
