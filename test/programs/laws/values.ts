// Value and SharedArray: every operation with every way it can end, within one process and between several. A law that a row of
// the reference promises begins with the row.

import { Process, Queue, RLock, SharedArray, sleep, Value } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

const wrong = (value: unknown) => value as never;

async function adds(counter: Value, times: number) {
  for (let i = 0; i < times; i++) await counter.update((n) => n + 1);
}

async function addsWithoutLock(counter: Value, times: number) {
  for (let i = 0; i < times; i++) await counter.set((await counter.get()) + 1);
}

async function setsAndReports(value: Value, array: SharedArray, out: Queue<unknown>) {
  out.put([await value.get(), await array.slice(), array.length]);
  await value.set(7);
  await array.set(-1, 8);
  out.put('set');
}

async function holdsLock(value: Value, out: Queue<unknown>, go: Queue<unknown>) {
  await value.getLock().with(async () => {
    await value.set(1);
    await out.put('holds');
    await go.get();
    await value.set(2);
  });
}

async function reads(value: Value, out: Queue<unknown>) {
  await out.put('reads');
  await out.put(await value.get());
}

async function fills(array: SharedArray, value: number, times: number) {
  for (let i = 0; i < times; i++) await array.setSlice(0, [value, value, value, value]);
}

async function oneNumber() {
  await law('(b) Value(type, *args, lock=True): holds what it begins with, 0 by default, and what is set', async () => {
    const [zero, five] = [new Value('int32'), new Value('int32', 5)];
    same([await zero.get(), await five.get()], [0, 5]);
    await zero.set(-3);
    same([await zero.get(), await five.get()], [-3, 5]);
  });
  await law('64-bit integers are bigints, from the beginning on', async () => {
    const big = new Value<bigint>('int64');
    same(String(await big.get()), '0');
    await big.set(2n ** 62n);
    same(
      [(await big.get()) === 2n ** 62n, (await new Value<bigint>('uint64', -1n).get()) === 2n ** 64n - 1n],
      [true, true],
    );
    await rejects(big.set(wrong(5)), 'TypeError', 'int64', 'bigint');
  });
  await law('(b) typecodes: stores wrap', async () => {
    const [int, byte] = [new Value('i'), new Value('B', 300)];
    await int.set(2147483653);
    same([await int.get(), await byte.get()], [-2147483643, 44]);
  });
  await law('(b) typecodes: a wrong type is refused, and nothing is stored', async () => {
    const n = new Value('int32', 4, { name: 'n' });
    await rejects(n.set(1.5), 'TypeError', 'Value n: set()', 'whole numbers', '1.5');
    await rejects(n.set(wrong('5')), 'TypeError', 'int32');
    await rejects(n.set(Number.NaN), 'TypeError');
    same(await n.get(), 4);
    const f = new Value('float32', 0.1);
    same(await f.get(), Math.fround(0.1));
    await f.set(Number.POSITIVE_INFINITY);
    same((await f.get()) === Number.POSITIVE_INFINITY, true);
    throws(() => new Value(wrong('int')), 'TypeError', 'new Value', 'int32');
    throws(() => new Value('int8', wrong('1')), 'TypeError', 'new Value', 'int8');
    throws(() => new Value('int8', 1, wrong(5)), 'TypeError', 'options');
    throws(() => new Value('int8', 1, { lock: wrong(5) }), 'TypeError', 'lock');
    throws(() => new Value('int8', 1, { name: wrong(5) }), 'TypeError', 'name');
  });
  await law('update gives the new number as it was stored', async () => {
    const byte = new Value('uint8', 250);
    same([await byte.update((n) => n + 10), await byte.get()], [4, 4]);
    await rejects(byte.update(wrong(5)), 'TypeError', 'Value.update');
  });
  await law('an update that fails leaves the number and frees the lock', async () => {
    const n = new Value('int32', 1);
    const fails = n.update(() => {
      throw new RangeError('no');
    });
    await rejects(fails, 'RangeError', 'no');
    same([await n.get(), await n.getLock().acquire({ timeout: 0 })], [1, true]);
    await n.getLock().release();
  });
  await law('updates of one process do not come between one another', async () => {
    const n = new Value('int32');
    await Promise.all(Array.from({ length: 10 }, () => n.update((old) => old + 1)));
    same(await n.get(), 10);
  });
}

async function locks() {
  await law('(b) Value(type, *args, lock=True): its lock is an RLock, always the same', async () => {
    const n = new Value('int32', 1, { name: 'n' });
    const lock = n.getLock();
    same([lock instanceof RLock, n.getLock() === lock], [true, true]);
    await lock.with(() => lock.with(() => n.set(2)));
    same(await n.get(), 2);
  });
  await law('(b) Value(type, *args, lock=True): one without a lock has none to get', async () => {
    const [n, a] = [new Value('int32', 1, { lock: false, name: 'free' }), new SharedArray('int8', 2, { lock: false })];
    throws(() => n.getLock(), 'InvalidStateError', 'Value free: getLock()', 'lock: false');
    throws(() => a.getLock(), 'InvalidStateError', 'SharedArray a');
    await rejects(
      n.update((old) => old),
      'InvalidStateError',
      'update()',
    );
    n.set(5);
    same(await n.get(), 5);
  });
  await law('a get waits while another process holds the lock, and finds what that has set last', async () => {
    const n = new Value('int32');
    const [out, go, read] = [new Queue<unknown>(), new Queue<unknown>(), new Queue<unknown>()];
    const holder = new Process({ target: holdsLock, args: [n, out, go] });
    holder.start();
    await out.get();
    const reader = new Process({ target: reads, args: [n, read] });
    reader.start();
    await read.get();
    let isAnswered = false;
    const mine = n.get().then((value) => {
      isAnswered = true;
      return value;
    });
    await sleep(10);
    same([isAnswered, await read.empty()], [false, true]);
    go.put('go');
    same([await mine, await read.get()], [2, 2]);
    await holder.join();
    await reader.join();
  });
}

async function many() {
  await law('(b) Array(type, size_or_seq, *, lock=True): a size gives zeros, values give themselves', async () => {
    const [zeros, some] = [new SharedArray('int16', 3), new SharedArray('float64', [0.5, -1, 2])];
    same([await zeros.slice(), await some.slice(), zeros.length, some.length], [[0, 0, 0], [0.5, -1, 2], 3, 3]);
    same([await new SharedArray('int8', 0).slice(), await new SharedArray('int8', []).slice()], [[], []]);
  });
  const a = new SharedArray('int32', [10, 20, 30, 40]);
  await law(
    '(b) Array(type, size_or_seq, *, lock=True): indices count from the end where they are negative',
    async () => {
      same([await a.get(0), await a.get(3), await a.get(-1), await a.get(-4)], [10, 40, 40, 10]);
      await a.set(-2, 31);
      same(await a.slice(), [10, 20, 31, 40]);
      await a.set(2, 30);
    },
  );
  await law('(b) Array(type, size_or_seq, *, lock=True): beyond the end is refused', async () => {
    for (const index of [4, -5, 100]) {
      await rejects(a.get(index), 'RangeError', 'SharedArray a: get()', '4 elements');
      await rejects(a.set(index, 1), 'RangeError', 'set()');
    }
    for (const index of [1.5, '1', undefined]) await rejects(a.get(wrong(index)), 'TypeError', 'index');
    same(await a.slice(), [10, 20, 30, 40]);
  });
  await law(
    '(b) Array(type, size_or_seq, *, lock=True): slices are copies, and are set as a whole or not at all',
    async () => {
      same(
        [await a.slice(1, 3), await a.slice(-2), await a.slice(3, 1), await a.slice(2, 99)],
        [[20, 30], [30, 40], [], [30, 40]],
      );
      await a.setSlice(1, [21, 31]);
      await a.setSlice(-1, [41]);
      await a.setSlice(4, []);
      same(await a.slice(), [10, 21, 31, 41]);
      await rejects(a.setSlice(3, [1, 2]), 'RangeError', 'setSlice()');
      await rejects(a.setSlice(0, [1, wrong('2')]), 'TypeError', 'int32');
      await rejects(a.setSlice(0, wrong(5)), 'TypeError', 'array');
      await rejects(a.slice(wrong('x')), 'TypeError', 'slice()');
      same(await a.slice(), [10, 21, 31, 41]);
    },
  );
  await law('(b) Array(type, size_or_seq, *, lock=True): wrong sizes and values are refused', () => {
    throws(() => new SharedArray('int8', -1), 'RangeError', 'size');
    throws(() => new SharedArray('int8', 1.5), 'RangeError', 'size');
    throws(() => new SharedArray('int8', 2 ** 40), 'RangeError', 'bytes');
    throws(() => new SharedArray('int8', wrong('5')), 'TypeError', 'size');
    throws(() => new SharedArray('int8', [1, wrong(null)]), 'TypeError', 'new SharedArray', 'int8');
    throws(() => new SharedArray(wrong('text'), 1), 'TypeError', 'new SharedArray');
  });
}

async function processes() {
  await law('they are sent to a process, which sees and sets the same numbers', async () => {
    const [n, a, out] = [new Value('int32', 5), new SharedArray('int32', [1, 2]), new Queue<unknown>()];
    const child = new Process({ target: setsAndReports, args: [n, a, out] });
    child.start();
    same(await out.get(), [5, [1, 2], 2]);
    await out.get();
    same([await n.get(), await a.slice()], [7, [1, 8]]);
    await child.join();
  });
  await law('(c) 18: updates of several processes are all counted', async () => {
    const n = new Value('int32');
    const workers = [1, 2, 3].map(() => new Process({ target: adds, args: [n, 20] }));
    for (const worker of workers) worker.start();
    for (const worker of workers) await worker.join();
    same(await n.get(), 60);
  });
  await law('(c) 18: a get and a set that follows are two: others may come between', async () => {
    const n = new Value('int32');
    const workers = [1, 2].map(() => new Process({ target: addsWithoutLock, args: [n, 20] }));
    for (const worker of workers) worker.start();
    for (const worker of workers) await worker.join();
    const sum = await n.get();
    same([sum >= 20, sum <= 40], [true, true]);
  });
  await law('a slice never shows half of what another process sets at once', async () => {
    const a = new SharedArray('int32', 4);
    const workers = [1, 2].map((value) => new Process({ target: fills, args: [a, value, 15] }));
    for (const worker of workers) worker.start();
    for (let i = 0; i < 15; i++) same(new Set(await a.slice()).size, 1);
    for (const worker of workers) await worker.join();
  });
}

if (import.meta.main) {
  await oneNumber();
  await locks();
  await many();
  await processes();
  console.log('all laws were tried');
}
