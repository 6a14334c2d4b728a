// Ends of every kind that meet a grant: `races.ts aborts|timeouts|shutdowns|exits|kills|locks|lockKills COUNT`. Each way counts
// what it got, and says whether every item came once and in order, or whether a lock was ever held twice.

import { closeSync, existsSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { exit, Lock, Process, Queue, QueueEmptyError, QueueShutDownError, sleep } from 'lanescope';

declare const process: { argv: string[] };

/** Computes for up to `most` microseconds, or lets the event loop turn. */
async function aMoment(most = 200) {
  const dice = Math.random();
  if (dice < 0.2) return;
  if (dice < 0.5) return await new Promise((resolve) => setImmediate(resolve));
  const end = performance.now() + (Math.random() * most) / 1000;
  while (performance.now() < end);
}

async function puts(q: Queue<number>, count: number) {
  for (let i = 0; i < count; i++) {
    q.put(i);
    // now and then so long that a getter is sure to give up
    if (i % 40 === 39) await sleep(10);
    else await aMoment();
  }
}

/** Gets until all `count` have come, each time in a way that may fail; a failed get must have taken nothing. */
async function collect(count: number, tryOne: (q: Queue<number>) => Promise<number>) {
  const q = new Queue<number>();
  const child = new Process({ target: puts, args: [q, count] });
  child.start();
  let [next, failed] = [0, 0];
  while (next < count) {
    try {
      const item = await tryOne(q);
      if (item !== next++) throw new Error(`item ${item} came in the place of ${next - 1}`);
    } catch (error) {
      if (!(error instanceof QueueEmptyError || error === stopped)) throw error;
      failed++;
    }
  }
  await child.join();
  console.log(`${next} in order, ${failed > 0 ? 'some' : 'none'} given up, ${await q.qsize()} left`);
}

const stopped = new Error('stopped');

async function getsAll(lists: Queue<Queue<number>>, counts: Queue<number>) {
  for await (const list of lists) {
    let count = 0;
    try {
      for (;;) if ((await list.get()) !== count++) throw new Error('out of order');
    } catch (error) {
      if (!(error instanceof QueueShutDownError)) throw error;
    }
    await counts.put(count);
  }
}

/** Gets some items, says which, asks for one more, and ends without waiting for it: what has come by then is its own. */
async function leaves(q: Queue<number>, said: Queue<number>, most: number) {
  for (let i = 0; i < most; i++) {
    try {
      const item = await q.getNowait();
      await said.put(item);
    } catch (error) {
      if (!(error instanceof QueueEmptyError)) throw error;
      return;
    }
  }
  q.get().then(
    (item) => said.put(item),
    () => {},
  );
  await aMoment();
  exit(0);
}

async function says(q: Queue<number>, said: Queue<number>) {
  for (;;) await said.put(await q.get());
}

/** Holds the lock for a moment. @param inside a file that is there only meanwhile, and cannot be made twice */
async function isInside(inside: string) {
  closeSync(openSync(inside, 'wx'));
  if (Math.random() < 0.5) await aMoment(50);
  unlinkSync(inside);
}

/** Acquires in every way, in long runs of its own and in turn with others; counts what it was given. */
async function locks(lock: Lock, inside: string, count: number, given: Queue<number>) {
  let times = 0;
  for (let i = 0; i < count; i++) {
    const dice = Math.random();
    const stop = new AbortController();
    const options =
      dice < 0.6
        ? {}
        : dice < 0.8
          ? { timeout: Math.random() * 0.5 }
          : dice < 0.9
            ? { timeout: 0 }
            : { signal: stop.signal };
    const acquired = lock.acquire(options).catch((error) => {
      if (error !== stopped) throw error;
      return false;
    });
    if (dice >= 0.9) {
      await aMoment();
      stop.abort(stopped);
    }
    if (await acquired) {
      times++;
      await isInside(inside);
      await lock.release();
    }
    // long enough for somebody else to be alone
    if (i % 30 === 29) await sleep(Math.random() * 5);
    else if (Math.random() < 0.2) await aMoment();
  }
  await given.put(times);
}

async function locksForEver(lock: Lock, inside: string, ready: Queue<boolean>) {
  for (let i = 0; ; i++) {
    await lock.acquire();
    await isInside(inside);
    await lock.release();
    if (i === 10) ready.put(true);
    if (Math.random() < 0.02) await aMoment(500);
  }
}

const ways: Record<string, (count: number) => Promise<void>> = {
  aborts: (count) =>
    collect(count, async (q) => {
      const stop = new AbortController();
      const get = q.get({ signal: stop.signal });
      get.catch(() => {});
      if (Math.random() < 0.3) await aMoment(400);
      else await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      stop.abort(stopped);
      return get;
    }),
  timeouts: (count) => collect(count, (q) => q.get({ timeout: Math.random() * 1.5 })),
  async shutdowns(count) {
    const [lists, counts] = [new Queue<Queue<number>>(), new Queue<number>()];
    const child = new Process({ target: getsAll, args: [lists, counts] });
    child.start();
    let whole = 0;
    for (let i = 0; i < count; i++) {
      const list = new Queue<number>({ maxsize: i % 3 === 0 ? 2 : 0 });
      const immediate = i % 2 === 1;
      lists.put(list);
      const many = Math.floor(Math.random() * 20);
      for (let k = 0; k < many; k++) await list.put(k);
      await aMoment();
      await list.shutdown({ immediate });
      const got = await counts.get();
      if (immediate ? got <= many : got === many) whole++;
    }
    await lists.shutdown();
    await child.join();
    console.log(`${whole} shut down as they should`);
  },
  async exits(count) {
    const [q, said] = [new Queue<number>(), new Queue<number>()];
    for (let i = 0; i < count * 5; i++) q.put(i);
    for (let i = 0; i < count; i += 4) {
      const four = Array.from({ length: 4 }, () => new Process({ target: leaves, args: [q, said, 5] }));
      for (const one of four) one.start();
      for (const one of four) await one.join();
    }
    const left = await q.qsize();
    const items = new Set<number>();
    for (let i = await said.qsize(); i > 0; i--) items.add(await said.get());
    for (let i = 0; i < left; i++) items.add(await q.get());
    console.log(`${items.size === count * 5} ${count * 5} items, each once`);
  },
  async locks(count) {
    const [lock, given] = [new Lock(), new Queue<number>()];
    const three = [1, 2, 3].map(() => new Process({ target: locks, args: [lock, 'inside', count, given] }));
    for (const one of three) one.start();
    let times = 0;
    for (const _ of three) times += await given.get();
    for (const one of three) await one.join();
    console.log(
      `${times > count ? 'often' : 'too seldom'} held, by one at a time, then ${await lock.acquire({ timeout: 0 })}`,
    );
  },
  async lockKills(count) {
    let wrong = 0;
    for (let i = 0; i < count; i++) {
      const [lock, ready] = [new Lock(), new Queue<boolean>()];
      const victim = new Process({ target: locksForEver, args: [lock, 'inside', ready] });
      victim.start();
      await ready.get();
      await aMoment(2000);
      if (i % 2 === 0) void lock.acquire().catch(() => {});
      await victim.kill();
      await victim.join();
      // who was killed inside holds it for good
      if (existsSync('inside') && (await lock.acquire({ timeout: 0 }))) wrong++;
      rmSync('inside', { force: true });
    }
    console.log(`${wrong} given though held`);
    exit(0);
  },
  async kills(count) {
    const [q, said] = [new Queue<number>(), new Queue<number>()];
    let put = 0;
    for (let i = 0; i < count; i++) {
      const victims = [1, 2].map(() => new Process({ target: says, args: [q, said] }));
      for (const victim of victims) victim.start();
      for (const victim of victims) {
        while (victim.pid === null) await sleep(1);
        for (let k = 0; k < 200; k++) q.put(put++);
        await aMoment(2000);
        await victim.kill();
      }
      for (const victim of victims) await victim.join();
    }
    const survivor = new Process({ target: says, args: [q, said], daemon: true });
    survivor.start();
    while (!(await q.empty())) await sleep(1);
    console.log(`${(await said.qsize()) <= put} ${await q.empty()}`);
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.(Number(process.argv[3] ?? 100));
