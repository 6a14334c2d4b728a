// Three workers take the lock of a shared log; one call that waits for it is not awaited, so the line is written before.

import { type ListProxy, Lock, Manager, Process } from 'lanescope';

async function write(log: ListProxy<string>, lock: Lock, name: string) {
  for (const word of ['begins', 'ends']) {
    lock.acquire(); //! missing-await
    await log.push(`${name} ${word}`);
    await lock.release();
  }
}

async function main() {
  await using manager = await Manager.start();
  const log = manager.list<string>();
  const lock = new Lock();
  const workers = ['Ann', 'Bob', 'Cid'].map((name) => new Process({ target: write, args: [log, lock, name] }));
  for (const worker of workers) await worker.start();
  for (const worker of workers) await worker.join();
  console.log('lines:', await log.length());
}

if (import.meta.main) await main();
