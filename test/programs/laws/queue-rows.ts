// Rows of the reference for queues that no other law shows.

import { Pipe, Process, Queue, SharedArray, SharedMemory, SimpleQueue, Value } from 'lanescope';
import { law, rejects, same } from './law.ts';

const large = 'x'.repeat(300_000);

async function putsAndEnds(q: Queue<string> | SimpleQueue<string>) {
  q.put(large);
  q.put('last');
}

async function putsCancelsAndEnds(q: Queue<string>) {
  q.put(large);
  q.cancelJoinThread();
  q.close();
}

async function takesOne(q: Queue<number>, done: Queue<string>) {
  await q.get();
  await done.put('took it');
}

async function changes(value: Value, list: SharedArray, memory: SharedMemory, done: Queue<string>) {
  await value.set(7);
  await list.setSlice(1, [8, 9]);
  await memory.write(new Uint8Array([10]), memory.size - 1);
  await done.put('done');
}

async function delivery() {
  await law('(c) 3 a process that has put much may be joined before anybody gets', async () => {
    for (const q of [new Queue<string>(), new SimpleQueue<string>()]) {
      const child = new Process({ target: putsAndEnds, args: [q] });
      child.start();
      same([await child.join(), child.exitCode], [true, 0]);
      same([(await q.get()).length, await q.get(), await q.empty()], [large.length, 'last', true]);
    }
  });
  await law('(c) 4 cancelJoinThread loses nothing, for nothing lies in the process that put it', async () => {
    const q = new Queue<string>();
    const child = new Process({ target: putsCancelsAndEnds, args: [q] });
    child.start();
    same([await child.join(), (await q.get()).length], [true, large.length]);
  });
}

async function answers() {
  await law('(c) 2 what cannot be sent is refused at the put, and takes no room', async () => {
    const q = new Queue<unknown>({ maxsize: 1 });
    await rejects(q.put({ save: () => {} }), 'SerializationError', 'item.save');
    await rejects(q.putNowait([() => {}]), 'SerializationError', 'item[0]');
    same([await q.qsize(), await q.full(), await q.putNowait('fits'), await q.get()], [0, false, undefined, 'fits']);
    const simple = new SimpleQueue<unknown>();
    await rejects(simple.put({ save: () => {} }), 'SerializationError', 'item.save');
    same(await simple.empty(), true);
  });
  await law('(c) 6 qsize, empty and full tell how it was, and somebody may come between', async () => {
    const [q, done] = [new Queue<number>({ maxsize: 1 }), new Queue<string>()];
    await q.put(1);
    same([await q.qsize(), await q.empty(), await q.full()], [1, false, true]);
    const child = new Process({ target: takesOne, args: [q, done] });
    child.start();
    await done.get();
    same([await q.qsize(), await q.empty(), await q.full()], [0, true, false]);
    await rejects(q.getNowait(), 'QueueEmptyError');
    await child.join();
  });
  await law('after its own put has settled a queue is not empty', async () => {
    const [q, simple] = [new Queue<number>(), new SimpleQueue<number>()];
    await q.put(1);
    await simple.put(1);
    same([await q.empty(), await q.getNowait(), await simple.empty(), await simple.get()], [false, 1, false, 1]);
  });
  await law('a SimpleQueue waits for ever or not at all: it has no size, no timeouts and no tasks', () => {
    const absent = ['qsize', 'full', 'getNowait', 'putNowait', 'taskDone', 'join', 'joinThread', 'shutdown'];
    const simple = new SimpleQueue<number>();
    same(
      absent.filter((name) => name in simple),
      [],
    );
  });
}

async function kin() {
  await law('000.5 there are queues and pipes, and both carry the same values', async () => {
    const [q, [one, other]] = [new Queue<unknown>(), Pipe<unknown>()];
    const value = { list: [1, null, 'ä'], map: new Map([['a', 1]]) };
    q.put(value);
    one.send(value);
    const [got, received] = [await q.get(), await other.recv()];
    same([got, received], [value, value]);
    same((got as typeof value).map.get('a'), (received as typeof value).map.get('a'));
  });
  await law('002.6 values, arrays and memory are shared, not sent', async () => {
    const done = new Queue<string>();
    const [value, list] = [new Value('int32', 1), new SharedArray('float64', 3)];
    const memory = await SharedMemory.create({ size: 4_000_000 });
    const child = new Process({ target: changes, args: [value, list, memory, done] });
    child.start();
    await done.get();
    same([await value.get(), await list.slice()], [7, [0, 8, 9]]);
    same([...(await memory.read(memory.size - 2, 2))], [0, 10]);
    await memory.unlink();
    await child.join();
  });
}

if (import.meta.main) {
  await delivery();
  await answers();
  await kin();
  console.log('all laws were tried');
}
