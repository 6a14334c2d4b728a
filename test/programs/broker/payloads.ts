// Large payloads between processes. The first argument says what.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Process, Queue } from 'lanescope';

interface Item {
  from: number;
  number: number;
  bytes: Uint8Array;
}

const around = [65_534, 65_535, 65_536, 65_537, 131_070, 131_071, 131_072, 131_073, 1_000_000, 1 << 20, 5_000_000];

/** Different for every seed, and at every place. */
function made(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i += 509) bytes[i] = i * 31 + seed;
  return bytes;
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function echoes(there: Queue<unknown>, back: Queue<unknown>) {
  for (let item = await there.get(); item !== null; item = await there.get()) await back.put(item);
}

async function produces(q: Queue<Item>, from: number, count: number, length: number) {
  for (let number = 0; number < count; number++) await q.put({ from, number, bytes: made(length, from * 7 + number) });
}

async function consumes(q: Queue<Item | null>, reports: Queue<string[]>) {
  const got: string[] = [];
  for (let item = await q.get(); item !== null; item = await q.get()) {
    const { from, number, bytes } = item;
    const isWhole = digest(bytes) === digest(made(bytes.length, from * 7 + number));
    got.push(`${from}.${number}${isWhole ? '' : ' broken'}`);
  }
  await reports.put(got);
}

async function getsAndWaits(q: Queue<Uint8Array>) {
  const item = q.get();
  process.kill(process.pid, 'SIGSTOP');
  await item;
}

async function putsAndWaits(q: Queue<Uint8Array>, count: number) {
  for (let i = 0; i < count; i++) await q.put(made(1_000_000, i));
  console.log('has put');
  setInterval(() => {}, 1000);
}

async function changesAfterPut(q: Queue<Uint8Array>) {
  const bytes = made(1_000_000, 0);
  for (let i = 0; i < 20; i++) {
    bytes[0] = i;
    q.put(bytes);
  }
}

async function ticksWhilePutting(q: Queue<number>, count: number) {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  for (let i = 0; i < count; i++) await q.put(i);
  clearInterval(timer);
  console.log(`ticked ${ticks > 0}`);
}

async function putsAQueue(there: Queue<unknown>) {
  const inner = new Queue<string>();
  await inner.put('through the inner queue');
  // once before any file is there, and then through files
  for (let i = 0; i < 4; i++) await there.put({ inner, bytes: made(300_000, i) });
}

async function put(q: Queue<Uint8Array>, count: number, length: number) {
  for (let i = 0; i < count; i++) await q.put(made(length, i));
}

const ways: Record<string, () => Promise<void>> = {
  /** Every size, as bytes, Buffer, text and objects. */
  async sizes() {
    const [there, back] = [new Queue<unknown>(), new Queue<unknown>()];
    const child = new Process({ target: echoes, args: [there, back] });
    await child.start();
    let wrong = 0;
    for (const length of [...around, ...around]) {
      const bytes = made(length, length);
      const kinds: [unknown, (back: unknown) => boolean][] = [
        [bytes, (b) => !Buffer.isBuffer(b) && b instanceof Uint8Array && digest(b) === digest(bytes)],
        [Buffer.from(bytes), (b) => Buffer.isBuffer(b) && digest(b) === digest(bytes)],
        ['é'.repeat(length >> 1), (b) => b === 'é'.repeat(length >> 1)],
        [`\ud800${'x'.repeat(length)}`, (b) => b === `\ud800${'x'.repeat(length)}`],
        [{ at: length, bytes }, (b) => digest((b as { bytes: Uint8Array }).bytes) === digest(bytes)],
      ];
      for (const [index, [value, isSame]] of kinds.entries()) {
        await there.put(value);
        if (isSame(await back.get())) continue;
        wrong++;
        console.log(`${length} bytes of kind ${index} came back broken`);
      }
    }
    await there.put(null);
    await child.join();
    console.log(`${wrong} wrong`);
  },
  async manyToMany() {
    const [q, reports] = [new Queue<Item | null>(), new Queue<string[]>()];
    const consumers = [0, 1].map(() => new Process({ target: consumes, args: [q, reports] }));
    const producers = [0, 1].map((from) => new Process({ target: produces, args: [q, from, 60, 400_000] }));
    for (const one of [...consumers, ...producers]) await one.start();
    for (const one of producers) await one.join();
    for (const _ of consumers) await q.put(null);
    const got = [await reports.get(), await reports.get()];
    for (const list of got) {
      for (const from of ['0', '1']) {
        const numbers = list.filter((one) => one.startsWith(from)).map((one) => Number(one.split('.')[1]));
        if (numbers.some((number, i) => !(number > (numbers[i - 1] ?? -1)))) console.log('out of order', list);
      }
    }
    console.log(got.flat().length, new Set(got.flat()).size, got.flat().filter((one) => one.includes('broken')).length);
  },
  /** A consumer is killed after it was given an item and before it could take it. */
  async killedConsumer() {
    const q = new Queue<Uint8Array>();
    // so that the items below lie in files
    for (let i = 0; i < 3; i++) await q.put(made(1_000_000, 100 + i));
    for (let i = 0; i < 3; i++) await q.get();
    const child = new Process({ target: getsAndWaits, args: [q] });
    await child.start();
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (let i = 0; i < 5; i++) await q.put(made(1_000_000, i));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await child.kill();
    await child.join();
    const seeds = [];
    for (let i = 0; i < 5; i++) {
      const bytes = await q.get();
      seeds.push(digest(bytes) === digest(made(1_000_000, i)) ? i : 'broken');
    }
    console.log(child.exitCode, seeds.join());
  },
  /** What a killed producer had put is there, and others go on with what had been lent to it. */
  async killedProducer() {
    const q = new Queue<Uint8Array>();
    for (let round = 0; round < 4; round++) {
      const child = new Process({ target: putsAndWaits, args: [q, 6] });
      await child.start();
      for (let i = 0; i < 6; i++) {
        if (digest(await q.get()) !== digest(made(1_000_000, i))) console.log('broken');
      }
      await child.kill();
      await child.join();
    }
    console.log('all came');
  },
  /** Dropped messages give their room back: more is put, in rounds, than there is room for. */
  async shutdowns() {
    for (let round = 0; round < 8; round++) {
      const q = new Queue<Uint8Array>();
      await put(q, 30, 1_000_000);
      await q.shutdown({ immediate: true });
    }
    console.log('shut down');
  },
  /** Many more than there is room for, and nobody gets them until the end. */
  async flood() {
    const q = new Queue<Uint8Array>();
    const child = new Process({ target: put, args: [q, 60, 1_000_000] });
    await child.start();
    await child.join();
    let wrong = 0;
    for (let i = 0; i < 60; i++) if (digest(await q.get()) !== digest(made(1_000_000, i))) wrong++;
    console.log(`${wrong} wrong`);
  },
  /** Messages lie in a queue at the end of the run. */
  async leavesBehind() {
    const q = new Queue<Uint8Array>();
    await put(q, 10, 1_000_000);
    console.log('left');
  },
  async changedAfterPut() {
    const q = new Queue<Uint8Array>();
    const child = new Process({ target: changesAfterPut, args: [q] });
    await child.start();
    const got = [];
    for (let i = 0; i < 20; i++) got.push((await q.get())[0]);
    console.log(got.join());
    await child.join();
  },
  async handles() {
    const there = new Queue<{ inner: Queue<string>; bytes: Uint8Array }>();
    const child = new Process({ target: putsAQueue, args: [there] });
    await child.start();
    let wrong = 0;
    let last: Queue<string> | undefined;
    for (let i = 0; i < 4; i++) {
      const { inner, bytes } = await there.get();
      if (digest(bytes) !== digest(made(300_000, i))) wrong++;
      if (last !== undefined && last !== inner) wrong++;
      last = inner;
    }
    await child.join();
    console.log(await last?.get(), `${wrong} wrong`);
  },
  /** Waits with items in files, to be killed from outside. */
  async waits() {
    const q = new Queue<Uint8Array>();
    const child = new Process({ target: putsAndWaits, args: [q, 20] });
    await child.start();
    await q.get();
    console.log(`pids ${process.pid} ${child.pid}`);
    await child.join();
  },
  async ticks() {
    const q = new Queue<number>();
    const child = new Process({ target: ticksWhilePutting, args: [q, 30_000] });
    await child.start();
    let isInOrder = true;
    for (let i = 0; i < 30_000; i++) if ((await q.get()) !== i) isInOrder = false;
    await child.join();
    console.log(`in order ${isInOrder}`);
  },
  /** Larger than what may be unwritten, one behind the other, while the broker stands still; says when it begins and ends. */
  async wire() {
    const q = new Queue<Uint8Array>();
    const word = once(process, 'SIGUSR2');
    const goOn = setInterval(() => {}, 1000);
    console.log(`pid ${process.pid}`);
    await word;
    clearInterval(goOn);
    let done = 0;
    const puts = (async () => {
      for (let i = 0; i < 5; i++) {
        await q.put(made(900_000, i));
        done++;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 300));
    writeFileSync('done', String(done));
    await puts;
    for (let i = 0; i < 5; i++) if (digest(await q.get()) !== digest(made(900_000, i))) console.log('broken');
    console.log(`${done} put`);
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.();
