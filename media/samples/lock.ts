// Two processes use one thing, never both at once: one by `with`, the other by hand.
//
// In the swimlane: the lock has a lane of its own, with a bar for whoever holds it. The process that comes second waits, with
// the reason `locked`, until the first one has released.

import { Lock, Process, sleep } from 'lanescope';

async function workerWith(lock: Lock) {
  await lock.with(async () => {
    console.log('Lock acquired via with');
    await sleep(500);
  });
}

async function workerNoWith(lock: Lock) {
  await lock.acquire();
  try {
    console.log('Lock acquired directly');
    await sleep(500);
  } finally {
    // also after an error: a lock that is not released stays locked for all
    await lock.release();
  }
}

async function main() {
  const lock = new Lock();
  const w = new Process({ target: workerWith, args: [lock] });
  const nw = new Process({ target: workerNoWith, args: [lock] });
  w.start();
  nw.start();
  await w.join();
  await nw.join();
}

if (import.meta.main) await main();
