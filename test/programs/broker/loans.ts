// Locks that one process has been using alone, so that they are lent to it, and what then happens: `loans.ts WAY FOLDER`.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { BoundedSemaphore, Condition, Lock, Process, Queue, RLock, Semaphore, sleep } from 'lanescope';

declare const process: { argv: string[]; env: Record<string, string | undefined> };

type Held = Lock | RLock | Semaphore | BoundedSemaphore;

const isOff = process.env.LANESCOPE_LEASES === 'off';

/** Whether a call needed no word from the broker: none can come before the event loop turns. */
async function isAnsweredHere(call: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  void call.then(() => (isDone = true));
  for (let i = 0; i < 50; i++) await null;
  await (isDone ? null : call);
  return isDone;
}

/** Uses it alone until it is lent: the last acquire and release needed no answer. */
async function untilLent(lock: Held) {
  for (;;) {
    await turn();
    const acquired = await isAnsweredHere(lock.acquire());
    const released = await isAnsweredHere(lock.release());
    if ((acquired && released) || isOff) return;
  }
}

/** The same, and so often in one turn of the event loop that what comes next is not written before the next one. */
async function untilUnwritten(lock: Held) {
  await untilLent(lock);
  for (let i = 0; i < 20; i++) {
    await lock.acquire();
    await lock.release();
  }
}

/** Computes: nothing that comes in is heard. */
function until(path: string) {
  while (!existsSync(path));
}

async function holds(lock: Held, folder: string) {
  await untilUnwritten(lock);
  await lock.acquire();
  writeFileSync(`${folder}/held`, '');
  until(`${folder}/go`);
  await lock.release();
}

async function computes(lock: Held, folder: string) {
  await untilUnwritten(lock);
  await lock.acquire();
  await lock.release();
  writeFileSync(`${folder}/released`, '');
  until(`${folder}/go`);
}

async function isKilled(lock: Held, folder: string, isHeld: boolean) {
  await untilUnwritten(lock);
  await lock.acquire(); // the hold of the killed
  if (!isHeld) await lock.release();
  writeFileSync(`${folder}/ready`, '');
  until(`${folder}/never`);
}

async function counts(lock: Held, path: string, times: number) {
  for (let i = 0; i < times; i++) {
    await lock.with(() => writeFileSync(path, String(Number(readFileSync(path, 'utf8')) + 1)));
    // alone for a while now and then
    if (i % 50 === 49) await sleep(Math.random() * 4);
  }
}

async function consumes(full: Condition, lock: Lock, stock: Queue<number>, said: Queue<string>) {
  await lock.acquire();
  await full.waitFor(async () => (await stock.qsize()) > 0);
  said.put(`woken with ${await stock.get()}`);
  await lock.release();
}

async function waitForFile(path: string) {
  while (!existsSync(path)) await sleep(1);
}

function child(target: (...args: never[]) => unknown, ...args: unknown[]): Process {
  const made = new Process({ target: target as (...args: unknown[]) => unknown, args });
  made.start();
  return made;
}

async function killed(folder: string, isHeld: boolean) {
  const lock = new Lock({ name: 'lent' });
  const holder = child(isKilled, lock, folder, isHeld);
  await waitForFile(`${folder}/ready`);
  await holder.kill();
  await holder.join();
  console.log(`then ${await lock.acquire({ timeout: 0 })}`);
}

async function heldWhile(lock: Held, folder: string) {
  const holder = child(holds, lock, folder);
  await waitForFile(`${folder}/held`);
  console.log(`at once ${await lock.acquire({ timeout: 0 })}`);
  console.log(`within a moment ${await lock.acquire({ timeout: 5 })}`);
  const stop = new AbortController();
  const aborted = lock.acquire({ signal: stop.signal }).catch((error: Error) => error.message);
  stop.abort(new Error('stopped'));
  console.log(await aborted);
  const waiting = lock.acquire();
  writeFileSync(`${folder}/go`, '');
  console.log(`then ${await waiting}`);
  await lock.release();
  await holder.join();
}

async function counted(lock: Held, folder: string) {
  const path = `${folder}/count`;
  writeFileSync(path, '0');
  const two = [1, 2].map(() => child(counts, lock, path, 400));
  for (const one of two) await one.join();
  console.log(readFileSync(path, 'utf8'));
}

const ways: Record<string, (folder: string) => Promise<void>> = {
  held: (folder) => heldWhile(new Lock(), folder),
  heldLevel: (folder) => heldWhile(new RLock(), folder),
  heldPermit: (folder) => heldWhile(new Semaphore(1), folder),
  async computing(folder) {
    const lock = new Lock();
    const holder = child(computes, lock, folder);
    await waitForFile(`${folder}/released`);
    // its event loop does not turn before this has been let in
    console.log(`let in ${await lock.acquire()}`);
    writeFileSync(`${folder}/go`, '');
    await lock.release();
    await holder.join();
  },
  killedHolding: (folder) => killed(folder, true),
  killedFree: (folder) => killed(folder, false),
  counter: (folder) => counted(new Lock(), folder),
  counterOfBounded: (folder) => counted(new BoundedSemaphore(1), folder),
  counterOfLevels: (folder) => counted(new RLock(), folder),
  async nested() {
    const lock = new RLock();
    await untilLent(lock);
    const order: string[] = [];
    await lock.with(async () => {
      await lock.acquire();
      await lock.with(async () => void order.push('inner'));
      await using _ = await lock.hold();
      order.push('held');
      await lock.release();
    });
    // the bodies of one process take turns
    await Promise.all(
      [1, 2, 3].map((number) =>
        lock.with(async () => {
          order.push(`in ${number}`);
          await turn();
          order.push(`out ${number}`);
        }),
      ),
    );
    console.log(order.join(', '));
    console.log(await lock.release().catch((error: Error) => error.name));
  },
  async tasks() {
    const lock = new Lock();
    await untilLent(lock);
    let inside = 0;
    const most = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        let mine = 0;
        for (let i = 0; i < 20; i++) {
          await using _ = await lock.hold();
          mine = Math.max(mine, ++inside);
          await turn();
          inside--;
        }
        return mine;
      }),
    );
    await lock.acquire();
    console.log(`${Math.max(...most)} at a time, again ${await lock.acquire({ timeout: 0 })}`);
    await lock.release();
    console.log(await lock.release().catch((error: Error) => error.name));
  },
  async condition() {
    const lock = new Lock();
    await untilLent(lock);
    const full = new Condition(lock);
    const [stock, said] = [new Queue<number>(), new Queue<string>()];
    const consumer = child(consumes, full, lock, stock, said);
    for (let i = 0; i < 100; i++) {
      await lock.acquire();
      await lock.release();
    }
    await lock.acquire();
    stock.put(7);
    await full.notify();
    await lock.release();
    console.log(await said.get());
    await consumer.join();
  },
  async permits() {
    const two = new BoundedSemaphore(2);
    await untilLent(two);
    await two.acquire();
    await two.acquire();
    console.log(`${await two.getValue()} ${await two.acquire({ timeout: 0 })}`);
    await two.release();
    await two.release();
    console.log(`${await two.getValue()} ${await two.release().catch((error: Error) => error.name)}`);
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.(process.argv[3] ?? '');
