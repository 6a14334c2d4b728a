// Rows of the reference for locks and signals that the laws of no single class show: killed holders, `with`, objects let go.

import { Barrier, Condition, Event, Lock, Process, Queue, RLock, Semaphore, sleep } from 'lanescope';
import { law, rejects, same } from './law.ts';

async function holdsForGood(lock: Lock | RLock | Semaphore, said: Queue<string>) {
  await lock.acquire();
  await said.put('held');
  await sleep(60_000);
}

async function saysWhenSet(ready: Event, said: Queue<string>) {
  await ready.wait();
  await said.put('set');
}

async function waitsWithLock(lock: Lock, said: Queue<string>) {
  said.put('comes');
  await lock.with(() => said.put('had it'));
}

/** Its event, lock and queue are known to the child alone when it returns. */
function startsAndForgets(said: Queue<string>): [Process, Event] {
  const ready = new Event();
  const process = new Process({ target: saysWhenSet, args: [ready, said] }) as Process;
  process.start();
  return [process, ready];
}

async function main() {
  await law('(c) 14 a killed holder keeps the lock: nobody else gets it', async () => {
    for (const lock of [new Lock(), new RLock(), new Semaphore()]) {
      const said = new Queue<string>();
      const holder = new Process({ target: holdsForGood, args: [lock, said] });
      holder.start();
      await said.get();
      await holder.kill();
      await holder.join();
      same([await lock.acquire({ timeout: 0 }), await lock.acquire({ timeout: 20 })], [false, false]);
      // a Lock and a Semaphore belong to nobody: another process may release them; an RLock stays locked for good
      if (lock instanceof RLock) await rejects(lock.release(), 'NotOwnerError', 'another process holds it');
      else same([await lock.release(), await lock.acquire({ timeout: 0 })], [undefined, true]);
    }
  });
  await law('(b) locks, semaphores and conditions have with and hold; events and barriers have not', () => {
    const locks = [new Lock(), new RLock(), new Semaphore(), new Condition()];
    const others = [new Event(), new Barrier(1)];
    same(
      [...locks, ...others].map((one) => ['with', 'hold', 'acquire'].map((method) => method in one).join()),
      [...locks.map(() => 'true,true,true'), ...others.map(() => 'false,false,false')],
    );
  });
  await law('(c) 31 what a child was given stays whole, whoever lets go of it before the child has begun', async () => {
    const said = new Queue<string>();
    const [process, ready] = startsAndForgets(said);
    ready.set();
    same([await said.get(), await process.join()], ['set', true]);
  });
  await law('locks travel in messages, also while they are held', async () => {
    const [locks, said, lock] = [new Queue<Lock>(), new Queue<string>(), new Lock()];
    await lock.acquire();
    await locks.put(lock);
    const process = new Process({ target: waitsWithLock, args: [await locks.get(), said] });
    process.start();
    same([await said.get(), await process.join({ timeout: 10 })], ['comes', false]);
    await lock.release();
    same([await said.get(), await process.join()], ['had it', true]);
  });
}

if (import.meta.main) {
  await main();
  console.log('all laws were tried');
}
