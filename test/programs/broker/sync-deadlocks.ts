// One way of never going on for each name given as argument: locks and signals that nobody gives any more.

import { Barrier, Condition, Event, Lock, Process, Queue, RLock, Semaphore } from 'lanescope';

async function takesBoth(first: Lock, second: Lock, here: Event, there: Event) {
  await first.acquire();
  here.set();
  await there.wait();
  await second.acquire(); // the other one's
}

async function acquires(lock: Lock | RLock | Semaphore, held: Event) {
  await held.wait();
  await lock.acquire(); // never free
}

async function holdsAndDies(lock: RLock, held: Event) {
  await lock.acquire();
  held.set();
  await new Queue().get({ timeout: 60_000 });
}

async function waitsFor(event: Event) {
  await event.wait(); // never set
}

async function comes(barrier: Barrier) {
  await barrier.wait(); // never whole
}

async function sleeps(condition: Condition) {
  await condition.acquire();
  await condition.wait(); // never notified
}

async function holdsOn(condition: Condition, asleep: Queue<string>) {
  await condition.with(async () => {
    asleep.put('comes');
    await condition.wait(); // never let in again
  });
}

const ways: Record<string, () => Promise<void>> = {
  async oppositeOrder() {
    const [left, right] = [new Lock({ name: 'left' }), new Lock({ name: 'right' })];
    const [a, b] = [new Event(), new Event()];
    await new Process({ target: takesBoth, args: [left, right, a, b], name: 'lefty' }).start();
    await new Process({ target: takesBoth, args: [right, left, b, a], name: 'righty' }).start();
  },
  async ownLockTwice() {
    const lock = new Lock({ name: 'lock' });
    await lock.acquire();
    await lock.acquire(); // its own
  },
  async killedHolder() {
    const [lock, held] = [new RLock({ name: 'lock' }), new Event()];
    const [holder, waiter] = [
      new Process({ target: holdsAndDies, args: [lock, held], name: 'holder' }),
      new Process({ target: acquires, args: [lock, held], name: 'waiter' }),
    ];
    await holder.start();
    await held.wait();
    await holder.kill();
    await holder.join();
    await waiter.start();
  },
  async noPermits() {
    const [pool, held] = [new Semaphore(1, { name: 'pool' }), new Event()];
    await pool.acquire();
    held.set();
    const process = new Process({ target: acquires, args: [pool, held] });
    await process.start();
    await process.join();
  },
  async neverSet() {
    const ready = new Event({ name: 'ready' });
    await new Process({ target: waitsFor, args: [ready] }).start();
  },
  async missingParty() {
    const barrier = new Barrier(3, { name: 'barrier' });
    for (const name of ['one', 'two']) await new Process({ target: comes, args: [barrier], name }).start();
  },
  async neverNotified() {
    const ready = new Condition(undefined, { name: 'ready' });
    await new Process({ target: sleeps, args: [ready] }).start();
  },
  async neverLetInAgain() {
    const [ready, asleep] = [new Condition(new Lock({ name: 'lock' }), { name: 'ready' }), new Queue<string>()];
    const process = new Process({ target: holdsOn, args: [ready, asleep] });
    await process.start();
    await asleep.get();
    await ready.acquire();
    await ready.notify();
    await process.join(); // with the lock in hand
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.();
