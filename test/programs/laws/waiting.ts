// Waiting across processes: who is woken, what happens to an item whose getter dies, and what shutting down means to others.

import { exit, JoinableQueue, Process, Queue, sleep } from 'lanescope';
import { law, rejects, same } from './law.ts';

/** Says that it comes and asks, in one breath: the one who starts it may rely on the order. */
async function getter(q: Queue<number>, came: Queue<string>, got: Queue<unknown>, name: string) {
  came.put(name);
  const item = await q.get();
  got.put([name, item]);
}

async function putter(q: Queue<number>, came: Queue<string>, item: number) {
  came.put('putter');
  await q.put(item);
}

async function impatient(q: Queue<number>, came: Queue<string>, got: Queue<unknown>) {
  const stop = new AbortController();
  const get = q.get({ signal: stop.signal });
  came.put('impatient');
  await sleep(20);
  stop.abort('gave up');
  got.put(await get.catch((reason: unknown) => reason));
}

async function consume(q: Queue<number>, got: Queue<unknown>) {
  for await (const item of q) got.put(item);
  got.put('end');
}

async function produce(q: Queue<number>, from: number, count: number) {
  for (let i = 0; i < count; i++) await q.put(from + i);
}

async function produceUntilShut(q: Queue<number>, told: Queue<string>) {
  let count = 0;
  try {
    for (;;) {
      await q.put(count++);
      await sleep(1);
    }
  } catch (error) {
    told.put((error as Error).name);
  }
}

async function putsWhenTold(q: Queue<number>, go: Queue<Queue<number>>, told: Queue<string>) {
  const same = await go.get();
  for (const one of [q, same]) await one.put(1).catch((error: Error) => told.put(error.name));
}

async function putsAndExits(q: Queue<number>) {
  for (let i = 0; i < 200; i++) q.put(i);
  exit(3);
}

async function takesAndDies(q: JoinableQueue<number>) {
  await q.get();
  exit(0);
}

async function start(...processes: Process<never>[] | Process[]) {
  for (const process of processes) await process.start();
}

/** Starts getters one after another, each when the one before waits. */
async function line(q: Queue<number>, got: Queue<unknown>, names: string[]) {
  const came = new Queue<string>();
  const processes: Process[] = [];
  for (const name of names) {
    const process = new Process({ target: getter, args: [q, came, got, name], name }) as Process;
    process.start();
    same(await came.get(), name);
    processes.push(process);
  }
  return processes;
}

async function waking() {
  await law('every waiter gets one item, and no item comes twice', async () => {
    const [q, got] = [new Queue<number>(), new Queue<unknown>()];
    const processes = await line(q, got, ['A', 'B', 'C']);
    for (const item of [1, 2, 3]) q.put(item);
    const all = [await got.get(), await got.get(), await got.get()] as [string, number][];
    same(all.map(([name]) => name).sort(), ['A', 'B', 'C']);
    same(all.map(([, item]) => item).sort(), [1, 2, 3]);
    for (const process of processes) await process.join();
    console.log(`woken: ${all.sort(([, a], [, b]) => a - b).map(([name]) => name)}`);
  });
  await law('a waiter that gave up leaves its item to the others', async () => {
    const [q, came, got] = [new Queue<number>(), new Queue<string>(), new Queue<unknown>()];
    const first = new Process({ target: impatient, args: [q, came, got] });
    await start(first as Process);
    await came.get();
    const [second] = await line(q, got, ['second']);
    same(await got.get(), 'gave up');
    q.put(5);
    same(await got.get(), ['second', 5]);
    await first.join();
    await second?.join();
    same(await q.qsize(), 0);
  });
  await law('a waiter that was killed leaves its item to the others', async () => {
    const [q, got] = [new Queue<number>(), new Queue<unknown>()];
    const [first, second] = await line(q, got, ['killed', 'second']);
    await first?.kill();
    await first?.join();
    q.put(6);
    same(await got.get(), ['second', 6]);
    await second?.join();
    same([first?.exitCode, second?.exitCode], [-9, 0]);
  });
  await law('a putter that was killed while it waited has put nothing', async () => {
    const [q, came] = [new Queue<number>({ maxsize: 1 }), new Queue<string>()];
    await q.put(1);
    const process = new Process({ target: putter, args: [q, came, 2] });
    process.start();
    await came.get();
    same(await process.join({ timeout: 20 }), false);
    await process.kill();
    await process.join();
    same([await q.get(), await q.qsize()], [1, 0]);
  });
  await law('a put waits for room, and goes on when another process gets', async () => {
    const [q, came] = [new Queue<number>({ maxsize: 1 }), new Queue<string>()];
    await q.put(1);
    const process = new Process({ target: putter, args: [q, came, 2] });
    process.start();
    await came.get();
    same([await process.join({ timeout: 20 }), await q.get(), await q.get({ timeout: 60_000 })], [false, 1, 2]);
    same([await process.join(), await q.empty()], [true, true]);
  });
}

async function delivery() {
  await law('what two producers put comes whole, each in its order', async () => {
    const q = new Queue<number>({ maxsize: 3 });
    const producers = [100, 200].map((from) => new Process({ target: produce, args: [q, from, 20] }));
    for (const producer of producers) producer.start();
    const items: number[] = [];
    for (let i = 0; i < 40; i++) items.push(await q.get());
    const wanted = Array.from({ length: 20 }, (_, i) => i);
    same(
      items.filter((item) => item < 200),
      wanted.map((i) => 100 + i),
    );
    same(
      items.filter((item) => item >= 200),
      wanted.map((i) => 200 + i),
    );
    for (const producer of producers) await producer.join();
  });
  await law('two consumers share the items, and both end at the shutdown', async () => {
    const [q, got] = [new Queue<number>(), new Queue<unknown>()];
    const consumers = [1, 2].map(() => new Process({ target: consume, args: [q, got] }));
    for (const consumer of consumers) consumer.start();
    for (let i = 0; i < 10; i++) q.put(i);
    const seen: unknown[] = [];
    for (let i = 0; i < 10; i++) seen.push(await got.get());
    same(
      seen.map(Number).sort((a, b) => a - b),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    await q.shutdown();
    same([await got.get(), await got.get()], ['end', 'end']);
    for (const consumer of consumers) await consumer.join();
  });
  await law('what was put is delivered before an exit', async () => {
    const q = new Queue<number>();
    const process = new Process({ target: putsAndExits, args: [q] });
    process.start();
    await process.join();
    same([await q.qsize(), process.exitCode], [200, 3]);
    const items: number[] = [];
    for (let i = 0; i < 200; i++) items.push(await q.getNowait());
    same(
      items,
      Array.from({ length: 200 }, (_, i) => i),
    );
  });
  await law('an item that was taken stays unfinished when its getter ends without taskDone', async () => {
    const q = new JoinableQueue<number>();
    q.put(1);
    const process = new Process({ target: takesAndDies, args: [q] });
    process.start();
    await process.join();
    same([await q.join({ timeout: 0 }), await q.qsize()], [false, 0]);
    await q.taskDone();
    same(await q.join(), true);
  });
}

async function shuttingDown() {
  await law('a producer in another process is told of the shutdown by its next put', async () => {
    const [q, told] = [new Queue<number>(), new Queue<string>()];
    const producer = new Process({ target: produceUntilShut, args: [q, told] });
    producer.start();
    same([await q.get(), await q.get()], [0, 1]);
    await q.shutdown({ immediate: true });
    same(await told.get(), 'QueueShutDownError');
    same([await producer.join(), producer.exitCode], [true, 0]);
    await rejects(q.get(), 'QueueShutDownError');
  });
  await law('who hears of the shutdown, or gets the queue after it, can catch the error of its first put', async () => {
    const [q, other, told] = [new Queue<number>(), new Queue<number>(), new Queue<string>()];
    const go = new Queue<Queue<number>>();
    const process = new Process({ target: putsWhenTold, args: [q, go, told] });
    process.start();
    await q.shutdown();
    await other.shutdown();
    await go.put(other);
    same([await told.get(), await told.get()], ['QueueShutDownError', 'QueueShutDownError']);
    same([await process.join(), process.exitCode], [true, 0]);
  });
}

if (import.meta.main) {
  await waking();
  await delivery();
  await shuttingDown();
  console.log('all laws were tried');
}
