// A worker returns while it holds the lock: the other one waits for ever.

import { Lock, Process } from 'lanescope';

async function worker(lock: Lock, leaves: boolean) {
  await lock.acquire(); // one at a time
  console.log('in');
  if (leaves) return;
  console.log(`still
in`);
  await lock.release();
}

async function main() {
  const lock = new Lock();
  const first = new Process({ target: worker, args: [lock, true] });
  await first.start();
  await first.join();
  const second = new Process({ target: worker, args: [lock, false] });
  await second.start();
  await second.join();
  console.log('done');
}

if (import.meta.main) await main();
