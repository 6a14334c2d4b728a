// Every operation of Queue, JoinableQueue and SimpleQueue with every way it can end, in one process.

import { JoinableQueue, Process, Queue, SimpleQueue, sleep } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

async function order() {
  await law('puts that are not awaited keep their order', async () => {
    const q = new Queue<number>();
    for (let i = 0; i < 5; i++) q.put(i);
    same(await Promise.all([q.get(), q.get(), q.get(), q.get(), q.get()]), [0, 1, 2, 3, 4]);
  });
  await law('calls are taken in the order in which they were made', async () => {
    const q = new Queue<string>();
    const tooEarly = q.getNowait();
    q.put('a');
    const asked = Promise.all([q.qsize(), q.empty(), q.get(), q.getNowait().catch(() => 'nothing')]);
    await rejects(tooEarly, 'QueueEmptyError');
    same(await asked, [1, false, 'a', 'nothing']);
    same([await q.qsize(), await q.empty()], [0, true]);
  });
  await law('an item is copied at the call that puts it', async () => {
    const q = new Queue<{ n: number }>();
    const item = { n: 1 };
    q.put(item);
    item.n = 2;
    same(await q.get(), { n: 1 });
  });
}

async function timeouts() {
  const q = new Queue<number>({ name: 'wait 30 ms' });
  for (const timeout of [0, -5, Number.NEGATIVE_INFINITY]) {
    await law(`get on an empty queue with timeout ${timeout} fails at once`, () =>
      rejects(q.get({ timeout }), 'QueueEmptyError', 'Queue.get() on wait 30 ms', 'empty'),
    );
  }
  await law('getNowait on an empty queue fails', () => rejects(q.getNowait(), 'QueueEmptyError'));
  await law('get with a timeout fails when it is over', () =>
    rejects(q.get({ timeout: 30 }), 'QueueEmptyError', 'empty for 30 ms'),
  );
  await law('get with a timeout takes what is there', async () => {
    q.put(7);
    same(await q.get({ timeout: 0 }), 7);
  });
  const full = new Queue<number>({ maxsize: 1, name: 'room for one, wait 30 ms' });
  await full.put(1);
  for (const timeout of [0, -5]) {
    await law(`put on a full queue with timeout ${timeout} fails at once`, () =>
      rejects(full.put(2, { timeout }), 'QueueFullError', 'Queue.put() on room for one', 'full'),
    );
  }
  await law('putNowait on a full queue fails', () => rejects(full.putNowait(2), 'QueueFullError'));
  await law('put with a timeout fails when it is over', () =>
    rejects(full.put(2, { timeout: 30 }), 'QueueFullError', 'full for 30 ms'),
  );
  await law('put with an infinite timeout waits for room', async () => {
    const put = full.put(3, { timeout: Number.POSITIVE_INFINITY });
    same([await full.full(), await full.get(), await put, await full.get()], [true, 1, undefined, 3]);
  });
  await law('what timed out left nothing in the queue', async () => same(await full.qsize(), 0));
}

async function aborts() {
  const q = new Queue<number>();
  await law('a signal that was aborted before ends the call at once, with its reason', async () => {
    q.put(1);
    const reason = new RangeError('no more');
    await rejects(q.get({ signal: AbortSignal.abort(reason) }), 'RangeError', 'no more');
    same(await q.qsize(), 1);
    same(await q.get(), 1);
  });
  await law('a get that is aborted while it waits takes nothing', async () => {
    const stop = new AbortController();
    const get = q.get({ signal: stop.signal });
    const end = rejects(get, 'TypeError', 'enough');
    await sleep(5);
    stop.abort(new TypeError('enough'));
    await end;
    q.put(2);
    same([await q.qsize(), await q.get({ timeout: 1000 })], [1, 2]);
  });
  await law('a put that is aborted while it waits puts nothing', async () => {
    const full = new Queue<number>({ maxsize: 1 });
    await full.put(1);
    const stop = new AbortController();
    const end = rejects(full.put(2, { signal: stop.signal }), 'AbortError');
    await sleep(5);
    stop.abort();
    await end;
    same([await full.get(), await full.qsize()], [1, 0]);
  });
  await law('a get that is aborted while an item comes either has it or leaves it', async () => {
    for (let i = 0; i < 20; i++) {
      const stop = new AbortController();
      const got = q.get({ signal: stop.signal }).catch(() => 'aborted');
      q.put(i);
      if (i % 2 === 0) await q.qsize();
      stop.abort();
      const result = await got;
      if (result === 'aborted') same(await q.get({ timeout: 1000 }), i);
      else same(result, i);
      same(await q.qsize(), 0);
    }
  });
  await law('a signal that is aborted later does not matter', async () => {
    const stop = new AbortController();
    q.put(3);
    same(await q.get({ signal: stop.signal }), 3);
    stop.abort();
    same(await q.qsize(), 0);
  });
}

async function putsTwo(small: Queue<number>, done: Queue<string>) {
  small.put(1);
  small.put(2);
  small.close();
  done.put('closed');
  await small.joinThread();
  await done.put('safe');
}

async function closing() {
  const q = new Queue<number>({ name: 'shut door' });
  await law('joinThread before close is refused', () => rejects(q.joinThread(), 'InvalidStateError', 'close()'));
  await law('after close this process neither puts nor gets', async () => {
    q.put(1);
    q.close();
    q.close();
    await rejects(q.put(2), 'QueueClosedError', 'Queue.put() on shut door');
    await rejects(q.putNowait(2), 'QueueClosedError');
    await rejects(q.get(), 'QueueClosedError', 'Queue.get() on shut door');
    await rejects(q.getNowait(), 'QueueClosedError');
    await q.joinThread();
    q.cancelJoinThread();
  });
  await law('joinThread waits for puts that still wait for room', async () => {
    const [small, done] = [new Queue<number>({ maxsize: 1 }), new Queue<string>()];
    const child = new Process({ target: putsTwo, args: [small, done] });
    await child.start();
    same(await done.get(), 'closed');
    await rejects(done.get({ timeout: 30 }), 'QueueEmptyError');
    same([await small.get(), await done.get(), await small.get()], [1, 'safe', 2]);
    await child.join();
  });
  await law('a closed SimpleQueue too', async () => {
    const simple = new SimpleQueue<number>();
    await simple.put(1);
    same([await simple.empty(), await simple.get(), await simple.empty()], [false, 1, true]);
    simple.close();
    simple.close();
    await rejects(simple.put(2), 'QueueClosedError', 'SimpleQueue.put()');
    await rejects(simple.get(), 'QueueClosedError', 'SimpleQueue.get()');
  });
}

async function shutdown() {
  await law('after shutdown nothing can be put, and what is there is still got', async () => {
    const q = new Queue<number>();
    q.put(1);
    q.put(2);
    await q.shutdown();
    await rejects(q.put(3), 'QueueShutDownError');
    await rejects(q.putNowait(3), 'QueueShutDownError');
    same([await q.get(), await q.getNowait()], [1, 2]);
    await rejects(q.get(), 'QueueShutDownError');
    await q.shutdown();
  });
  await law('shutdown ends the gets that wait for an item', async () => {
    const q = new Queue<number>();
    const ends = [rejects(q.get(), 'QueueShutDownError'), rejects(q.get({ timeout: 1000 }), 'QueueShutDownError')];
    await q.shutdown();
    await Promise.all(ends);
  });
  await law('shutdown ends the puts that wait for room', async () => {
    const q = new Queue<number>({ maxsize: 1 });
    await q.put(1);
    const end = rejects(q.put(2), 'QueueShutDownError');
    await q.shutdown();
    await end;
    same(await q.get(), 1);
    await rejects(q.get(), 'QueueShutDownError');
  });
  await law('an immediate shutdown drops what is there', async () => {
    const q = new JoinableQueue<number>();
    q.put(1);
    const join = q.join();
    await q.shutdown({ immediate: true });
    await rejects(q.get(), 'QueueShutDownError');
    same([await q.qsize(), await join], [0, true]);
  });
  await law('iterating goes on until the queue is shut down and empty', async () => {
    const q = new Queue<number>();
    for (let i = 0; i < 3; i++) q.put(i);
    q.shutdown();
    const seen: number[] = [];
    for await (const item of q) seen.push(item);
    same(seen, [0, 1, 2]);
  });
}

async function tasks() {
  const q = new JoinableQueue<number>({ name: 'tasks, wait 30 ms' });
  await law('join of a queue without tasks is true at once', async () => same(await q.join({ timeout: 0 }), true));
  await law('taskDone without a task is refused', () =>
    rejects(q.taskDone(), 'TaskDoneError', 'JoinableQueue.taskDone() on tasks'),
  );
  await law('join counts what is marked as done, not what is got', async () => {
    q.put(1);
    q.put(2);
    same(await q.join({ timeout: 0 }), false);
    await q.get();
    await q.get();
    same(await q.join({ timeout: 30 }), false);
    await q.taskDone();
    const join = q.join();
    await q.taskDone();
    same(await join, true);
    await rejects(q.taskDone(), 'TaskDoneError');
  });
  await law('join can be aborted', async () => {
    q.put(3);
    const stop = new AbortController();
    const end = rejects(q.join({ signal: stop.signal }), 'AbortError');
    await sleep(5);
    stop.abort();
    await end;
  });
}

async function limits() {
  await law('maxBytes counts encoded bytes; what is larger is accepted when the queue is empty', async () => {
    const q = new Queue<string>({ maxBytes: 100 });
    await q.put('x'.repeat(500));
    same(await q.full(), true);
    await rejects(q.putNowait('y'), 'QueueFullError');
    const next = q.put('y'.repeat(60));
    same((await q.get()).length, 500);
    await next;
    await q.put('z');
    await rejects(q.putNowait('y'.repeat(60)), 'QueueFullError');
    same([await q.qsize(), await q.full(), (await q.get()).length, await q.get()], [2, false, 60, 'z']);
  });
  await law('a great put that waits is not overtaken by a small one', async () => {
    const q = new Queue<string>({ maxBytes: 100 });
    await q.put('a'.repeat(60));
    const great = q.put('b'.repeat(60));
    const small = q.put('c');
    same([(await q.get())[0], (await q.get())[0], await q.get()], ['a', 'b', 'c']);
    await Promise.all([great, small]);
  });
  for (const maxsize of [0, -1, undefined]) {
    await law(`maxsize ${maxsize} is no limit`, async () => {
      const q = new Queue<number>(maxsize === undefined ? {} : { maxsize });
      for (let i = 0; i < 100; i++) q.putNowait(i);
      same([await q.qsize(), await q.full()], [100, false]);
    });
  }
}

async function faults() {
  const q = new Queue<unknown>({ name: 'q' });
  const wrong = (value: unknown) => value as never;
  await law('wrong options of a wait are rejected, not thrown', async () => {
    await rejects(q.get(wrong(5)), 'TypeError', 'Queue.get', 'options');
    await rejects(q.get({ timeout: wrong('1') }), 'TypeError', 'Queue.get', 'timeout');
    await rejects(q.put(1, { timeout: Number.NaN }), 'TypeError', 'Queue.put', 'timeout');
    await rejects(q.get({ signal: wrong({}) }), 'TypeError', 'signal');
  });
  await law('wrong options of a queue are thrown', () => {
    throws(() => new Queue(wrong(5)), 'TypeError', 'new Queue');
    throws(() => new Queue({ maxsize: wrong('many') }), 'TypeError', 'maxsize');
    throws(() => new JoinableQueue({ maxBytes: Number.NaN }), 'TypeError', 'new JoinableQueue', 'maxBytes');
    throws(() => new SimpleQueue({ name: wrong(1) }), 'TypeError', 'name');
  });
  await law('what cannot be sent is refused at the put, by its path', async () => {
    await rejects(q.put({ user: { onClick: () => {} } }), 'SerializationError', 'item.user.onClick');
    same(await q.qsize(), 0);
  });
}

if (import.meta.main) {
  await order();
  await timeouts();
  await aborts();
  await closing();
  await shutdown();
  await tasks();
  await limits();
  await faults();
  console.log('all laws were tried');
}
