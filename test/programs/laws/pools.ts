// Laws of pools: what each method gives, how tasks fail, how a pool ends. Rows of the reference carry their number.

import {
  AsyncResult,
  activeChildren,
  cpuCount,
  currentProcess,
  exit,
  Pool,
  PoolIterator,
  Process,
  Queue,
  RemoteError,
  sleep,
} from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

class TaskError extends Error {
  override readonly name = 'TaskError';
  readonly fields: { item: number };
  constructor(item: number) {
    super(`task ${item} failed`, { cause: new RangeError('deeper') });
    this.fields = { item };
  }
}

class Point {
  x: number;
  constructor(x: number) {
    this.x = x;
  }
  doubled() {
    return this.x * 2;
  }
}

let prepared = 'not prepared';
let tasksDone = 0;

const double = (x: number) => x * 2;
const add = (a: number, b: number) => a + b;
const none = () => undefined;
function prepare(word: string, q?: Queue<string>) {
  prepared = word;
  q?.put(currentProcess().name);
}
function isPrepared() {
  return prepared;
}
function failPreparing() {
  throw new TaskError(0);
}
async function doubleSlowly(x: number) {
  await sleep(10 - x);
  return x * 2;
}
async function failAt(x: number) {
  if (x === 3 || x === 5) throw new TaskError(x);
  return x;
}
async function reportAndFail(x: number, done: Queue<number>) {
  if (x === 0) throw new TaskError(x);
  await sleep(20);
  await done.put(x);
}
async function failInTurn(x: number) {
  await sleep(x === 0 ? 20 : 0);
  throw new TaskError(x);
}
function fails(): never {
  throw new TaskError(1);
}
function throwsText(): never {
  throw 'only text';
}
function workerName() {
  return currentProcess().name;
}
function life(_: number) {
  tasksDone++;
  return [currentProcess().name, tasksDone];
}
function move(point: Point) {
  return new Point(point.doubled());
}
function makesClosure() {
  return { inner: () => 1 };
}
async function waitsForWord(q: Queue<string>) {
  return q.get();
}
async function waitsForWordIf(q: Queue<string> | null) {
  return q === null ? 'at once' : q.get();
}
async function sayHere(here: Queue<string>, q: Queue<string>) {
  await here.put(currentProcess().name);
  return q.get();
}
function endsItself(code: number) {
  exit(code);
}
async function startsChild() {
  await new Process({ target: none }).start();
}
function makesPool() {
  new Pool({ processes: 1 });
}
async function inChild(results: Queue<unknown>) {
  await using pool = new Pool({ processes: 1 });
  results.put([await pool.map(double, [1, 2]), await pool.apply(workerName)]);
}
async function leavesPoolOpen(names: Queue<string>) {
  const pool = new Pool({ processes: 2 });
  await names.put(await pool.apply(workerName));
}
function filled(bytes: Uint8Array) {
  return bytes.fill((bytes[0] ?? 0) + 1);
}
function* failingInput() {
  yield 1;
  yield 2;
  throw new TaskError(9);
}
function* failingAfterOne() {
  yield 1;
  throw new TaskError(8);
}
function* naturals() {
  for (let i = 0; ; i++) yield i;
}

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => new Error('resolved'),
    (error: unknown) => error,
  );

async function ofEachMethod() {
  await using pool = new Pool({ processes: 2 });
  await law('(b) apply gives the result of one call', async () => {
    same(await pool.apply(add, [1, 2]), 3);
    same([await pool.apply(none), await pool.apply(isPrepared, [])], [undefined, 'not prepared']);
  });
  await law('(b) applyAsync gives an AsyncResult at once', async () => {
    const result = pool.applyAsync(add, [1, 2]);
    same([result instanceof AsyncResult, await result.get(), await result.get()], [true, 3, 3]);
  });
  await law('(b) map keeps the order of the input, whatever order the tasks end in', async () => {
    same(await pool.map(doubleSlowly, [0, 1, 2, 3, 4, 5, 6, 7], { chunksize: 1 }), [0, 2, 4, 6, 8, 10, 12, 14]);
    same(await pool.map(double, new Set([3, 1, 2])), [6, 2, 4]);
  });
  await law('(b) map of nothing is an empty list', async () => {
    same([await pool.map(double, []), await pool.starmap(add, [])], [[], []]);
    same(await pool.mapAsync(double, []).get(), []);
  });
  await law('(b) chunksize changes nothing but the size of the parts', async () => {
    const numbers = Array.from({ length: 25 }, (_, i) => i);
    for (const chunksize of [1, 7, 25, 100]) same(await pool.map(double, numbers, { chunksize }), numbers.map(double));
  });
  await law('(b) starmap takes each item as a list of arguments', async () => {
    same(await pool.starmap(add, [[1, 2] as const, [3, 4] as const]), [3, 7]);
    same(await pool.starmapAsync(add, [[1, 2] as const], { chunksize: 3 }).get(), [3]);
  });
  await law('(b) imap gives results in the order of the input', async () => {
    const seen: number[] = [];
    for await (const value of pool.imap(doubleSlowly, [0, 1, 2, 3, 4])) seen.push(value);
    same(seen, [0, 2, 4, 6, 8]);
    const chunked: number[] = [];
    for await (const value of pool.imap(double, [0, 1, 2, 3, 4], { chunksize: 2 })) chunked.push(value);
    same(chunked, [0, 2, 4, 6, 8]);
  });
  await law('(b) imapUnordered gives each result once, as they come', async () => {
    const results = pool.imapUnordered(doubleSlowly, [0, 1, 2, 3, 4, 5, 6]);
    same(results instanceof PoolIterator, true);
    const seen: number[] = [];
    for await (const value of results) seen.push(value);
    same(
      seen.toSorted((a, b) => a - b),
      [0, 2, 4, 6, 8, 10, 12],
    );
    same(await results.next(), { done: true, value: undefined });
  });
  await law('(b) an input of imap without an end is read as far as it is needed', async () => {
    let sum = 0;
    for await (const value of pool.imap(double, naturals())) {
      sum += value;
      if (value === 200) break;
    }
    same(sum, 10100);
  });
  await law('(b) next of imap rejects after its timeout, and the result comes all the same', async () => {
    const q = new Queue<string>();
    const results = pool.imap(waitsForWord, [q]);
    await rejects(results.next({ timeout: 5 }), 'WaitTimeoutError', 'PoolIterator.next()', 'imap() on pool', '5 ms');
    await q.put('late');
    same([await results.next(), await results.next()], [{ done: false, value: 'late' }, { done: true }]);
  });
  await law('(b) next of imap waits for its own item, although a later one is done', async () => {
    const q = new Queue<string>();
    const results = pool.imap(waitsForWordIf, [q, null]);
    await pool.apply(none);
    await rejects(results.next({ timeout: 5 }), 'WaitTimeoutError');
    await q.put('first');
    same([(await results.next()).value, (await results.next()).value], ['first', 'at once']);
  });
  await law('(b) several next at once get one result each, in order', async () => {
    const results = pool.imap(double, [1, 2, 3]);
    const [a, b, c, d] = [results.next(), results.next(), results.next(), results.next()];
    same([(await a).value, (await b).value, (await c).value, (await d).done], [2, 4, 6, true]);
  });
  await law('values keep their class on the way to a worker and back', async () => {
    const [moved] = await pool.map(move, [new Point(2)]);
    same([moved instanceof Point, moved?.doubled()], [true, 8]);
  });
  await law('large items go out and large results come back', async () => {
    const sizes = [200_000, 1_000_000];
    const sent = sizes.map((size) => new Uint8Array(size).fill(7));
    const back = await pool.map(filled, sent, { chunksize: 1 });
    same(
      back.map((bytes) => [bytes.length, bytes[0], bytes.at(-1)]),
      sizes.map((size) => [size, 8, 8]),
    );
  });
  await law('an item with a queue inside shares the queue', async () => {
    const q = new Queue<string>();
    const result = pool.applyAsync(waitsForWord, [q]);
    await q.put('shared');
    same(await result.get(), 'shared');
  });
}

async function ofResults() {
  await using pool = new Pool({ processes: 2 });
  await law('(b) get rejects with WaitTimeoutError after its time, and gives the result later', async () => {
    const q = new Queue<string>();
    const result = pool.applyAsync(waitsForWord, [q]);
    await rejects(result.get({ timeout: 5 }), 'WaitTimeoutError', 'AsyncResult.get()', 'applyAsync() on pool', '5 ms');
    await rejects(result.get({ timeout: 0 }), 'WaitTimeoutError');
    same([await result.wait({ timeout: 5 }), result.ready()], [false, false]);
    await q.put('now');
    same([await result.wait(), result.ready(), result.successful(), await result.get()], [true, true, true, 'now']);
  });
  await law('an aborted get rejects with the reason, and the next one gets the result', async () => {
    const q = new Queue<string>();
    const result = pool.applyAsync(waitsForWord, [q]);
    const abort = new AbortController();
    const waiting = result.get({ signal: abort.signal });
    abort.abort(new RangeError('enough'));
    await rejects(waiting, 'RangeError', 'enough');
    await q.put('still');
    same(await result.get(), 'still');
  });
  await law('(b) successful before the result is there is an InvalidStateError', async () => {
    const q = new Queue<string>();
    const result = pool.applyAsync(waitsForWord, [q]);
    throws(() => result.successful(), 'InvalidStateError', 'applyAsync() on pool', 'not ready');
    await q.put('');
    await result.wait();
    same(result.successful(), true);
  });
  await law('(b) callbacks run before get and wait go on', async () => {
    const order: unknown[] = [];
    const one = pool.applyAsync(add, [1, 2], { callback: (sum) => order.push(['callback', sum, one.ready()]) });
    await one.get();
    order.push('get');
    const many = pool.mapAsync(double, [1, 2], { callback: (list) => order.push(list) });
    await many.wait();
    order.push('wait');
    same(order, [['callback', 3, true], 'get', [2, 4], 'wait']);
  });
  await law('(b) errorCallback is told of the error, callback is not', async () => {
    const seen: unknown[] = [];
    const callbacks = { callback: () => seen.push('callback'), errorCallback: (e: unknown) => seen.push(String(e)) };
    const result = pool.applyAsync(fails, [], callbacks);
    await result.wait();
    same([seen, result.successful()], [['TaskError: task 1 failed'], false]);
    await rejects(result.get(), 'TaskError', 'task 1 failed');
  });
  await law('a callback comes although nobody waits for the result', async () => {
    const seen = await new Promise((resolve) => pool.applyAsync(add, [20, 3], { callback: resolve }));
    same(seen, 23);
  });
}

async function ofFailures() {
  await using pool = new Pool({ processes: 2 });
  await law(
    '(c) 24 an error comes with its class, name and fields; its cause holds the stack in the worker',
    async () => {
      const error = await rejection(pool.apply(fails));
      if (!(error instanceof TaskError)) throw error;
      same([error.name, error.message, error.fields], ['TaskError', 'task 1 failed', { item: 1 }]);
      const { cause } = error;
      if (!(cause instanceof RemoteError)) throw new Error(`cause is ${String(cause)}`);
      same([/thrown in PoolWorker-/.test(cause.message), /at fails \(.*pools\.ts/.test(cause.message)], [true, true]);
      same(String(cause.cause), 'RangeError: deeper');
    },
  );
  await law('what is thrown and is no error comes as it is', async () => {
    same(await rejection(pool.apply(throwsText)), 'only text');
  });
  await law('(c) 22 map is not fail-fast: every chunk runs, then the first error is thrown', async () => {
    const done = new Queue<number>();
    const items = [0, 1, 2, 3].map((x) => [x, done] as const);
    await rejects(pool.starmap(reportAndFail, items, { chunksize: 1 }), 'TaskError', 'task 0 failed');
    const seen = [await done.getNowait(), await done.getNowait(), await done.getNowait()];
    same(seen.toSorted(), [1, 2, 3]);
    await rejects(pool.map(failAt, [1, 2, 3, 4, 5, 6], { chunksize: 1 }), 'TaskError', 'task 3 failed');
  });
  await law('(c) 22 the error that map throws is that of the first item, whichever came first', async () => {
    await rejects(pool.map(failInTurn, [0, 1], { chunksize: 1 }), 'TaskError', 'task 0 failed');
  });
  await law('(b) imap throws at the item that failed and goes on behind it', async () => {
    const results = pool.imap(failAt, [2, 3, 4]);
    same((await results.next()).value, 2);
    await rejects(results.next(), 'TaskError', 'task 3 failed');
    same([(await results.next()).value, (await results.next()).done], [4, true]);
  });
  await law('(b) an input of imap that throws does so at its place', async () => {
    const results = pool.imap(double, failingInput());
    same([(await results.next()).value, (await results.next()).value], [2, 4]);
    await rejects(results.next(), 'TaskError', 'task 9 failed');
    same((await results.next()).done, true);
    const unordered = pool.imapUnordered(double, failingInput());
    const seen: unknown[] = [];
    for (let i = 0; i < 3; i++) seen.push(await unordered.next().then(({ value }) => value, String));
    same(seen.map(String).sort(), ['2', '4', 'TaskError: task 9 failed']);
    const single = pool.imapUnordered(double, failingAfterOne());
    await rejects(single.next(), 'TaskError', 'task 8 failed');
    same([(await single.next()).value, (await single.next()).done], [2, true]);
    await rejects(pool.map(double, failingInput()), 'TaskError', 'task 9 failed');
  });
  await law('(b) an argument that cannot be sent is refused with its place, and the pool lives on', async () => {
    const items = [{ a: 1 }, { a: 2 }, { a: () => 3 }] as unknown as number[];
    const words = ['Pool.map() on pool: items[2].a', 'closure'];
    await rejects(pool.map(double, items, { chunksize: 1 }), 'SerializationError', ...words);
    await rejects(pool.map(double, items, { chunksize: 2 }), 'SerializationError', ...words);
    const call = () => pool.applyAsync(double, [(() => 1) as unknown as number]);
    throws(call, 'SerializationError', 'Pool.applyAsync() on pool: args[0]');
    const results = pool.imap(double, items);
    await results.next();
    await results.next();
    await rejects(results.next(), 'SerializationError', 'items[2].a');
    same(await pool.apply(double, [4]), 8);
  });
  await law('(b) a result that cannot be sent is an error, and the pool lives on', async () => {
    const words = ['the results of makesClosure()', '[0].inner', 'closure'];
    await rejects(pool.apply(makesClosure), 'SerializationError', ...words);
    same(await pool.apply(double, [4]), 8);
  });
  await law('a function that is not at the top level is refused with its name, place and cure', async () => {
    const nested = (x: number) => x;
    const words = ['Pool.map() on pool: its function', '"nested"', 'move it to the top level'];
    await rejects(pool.map(nested, [1]), 'SerializationError', ...words);
    throws(() => pool.imap(nested, [1]), 'SerializationError', 'Pool.imap() on pool', '"nested"');
  });
  await law('wrong arguments are told with the method and the cure', async () => {
    throws(() => new Pool({ processes: 0 }), 'RangeError', 'new Pool: processes');
    throws(() => new Pool({ processes: '2' as unknown as number }), 'TypeError', 'new Pool: processes');
    throws(() => new Pool({ maxTasksPerChild: 0 }), 'RangeError', 'new Pool: maxTasksPerChild');
    throws(() => new Pool({ initializer: 1 as never }), 'TypeError', 'new Pool: initializer');
    await rejects(pool.map(3 as never, [1]), 'TypeError', 'Pool.map', 'must be a function');
    await rejects(pool.map(double, 5 as never), 'TypeError', 'Pool.map', 'iterable');
    await rejects(pool.map(double, [1], { chunksize: 0 }), 'RangeError', 'Pool.map: chunksize');
    await rejects(pool.apply(double, 5 as never), 'TypeError', 'Pool.apply', 'array');
    throws(() => pool.applyAsync(double, [1], { callback: 1 as never }), 'TypeError', 'callback');
    throws(() => new (AsyncResult as never as new () => object)(), 'TypeError', 'applyAsync()');
  });
  await law('a pool cannot be sent', async () => {
    await rejects(new Queue<unknown>().put(pool), 'SerializationError', 'Pool pool works only for the process');
  });
}

async function ofWorkers() {
  await law('(b) Pool() has cpuCount() daemons named PoolWorker, which are active children', async () => {
    await using pool = new Pool();
    await pool.apply(none);
    const children = activeChildren();
    same([children.length, children.every(({ daemon }) => daemon)], [cpuCount(), true]);
    same(
      children.every(({ name }) => /^PoolWorker-\d+$/.test(name)),
      true,
    );
  });
  await law('workers are numbered by the one counter of the process that makes the pool', async () => {
    const other = new Process({ target: none });
    await using pool = new Pool({ processes: 1 });
    const number = Number(other.name.split('-')[1]);
    same(await pool.apply(workerName), `PoolWorker-${number + 1}`);
  });
  await law('(b) the initializer runs in each worker, before its tasks, with initargs', async () => {
    const names = new Queue<string>();
    await using pool = new Pool({ processes: 2, initializer: prepare, initargs: ['ready', names] });
    const [first, second] = [await names.get(), await names.get()];
    same(first === second, false);
    same(await pool.map(isPrepared, [1, 2, 3, 4], { chunksize: 1 }), ['ready', 'ready', 'ready', 'ready']);
  });
  await law('an initializer that fails is told to whoever gives work', async () => {
    await using pool = new Pool({ processes: 1, initializer: failPreparing });
    await rejects(pool.map(double, [1]), 'WorkerLostError', 'failPreparing()', 'task 0 failed');
  });
  await law('(c) 25 maxTasksPerChild replaces a worker after so many tasks, and a task is a chunk', async () => {
    await using pool = new Pool({ processes: 1, maxTasksPerChild: 2 });
    const lives = (await pool.map(life, [1, 2, 3, 4, 5], { chunksize: 1 })) as [string, number][];
    same(
      lives.map(([, count]) => count),
      [1, 2, 1, 2, 1],
    );
    same(new Set(lives.map(([name]) => name)).size, 3);
    const chunks = (await pool.map(life, [1, 2, 3, 4, 5, 6], { chunksize: 3 })) as [string, number][];
    same(new Set(chunks.map(([name]) => name)).size, 2);
  });
  await law('(c) 26 a pool worker may have no children and no pool', async () => {
    await using pool = new Pool({ processes: 1 });
    await rejects(pool.apply(startsChild), 'ProcessError', 'PoolWorker-', 'daemon');
    await rejects(pool.apply(makesPool), 'ProcessError', 'new Pool', 'PoolWorker-', 'daemon');
  });
  await law('(b) a killed worker is replaced and its task rejects with WorkerLostError', async () => {
    await using pool = new Pool({ processes: 1 });
    const [here, q] = [new Queue<string>(), new Queue<string>()];
    const [lost, next] = [pool.applyAsync(sayHere, [here, q]), pool.applyAsync(workerName)];
    const name = await here.get();
    await activeChildren()
      .find((child) => child.name === name)
      ?.kill();
    await rejects(lost.get(), 'WorkerLostError', 'Pool.applyAsync() on pool', name, 'killed by signal 9', 'sayHere()');
    same([(await next.get()) === name, lost.successful()], [false, false]);
  });
  await law('a task that ends its process is lost with its exit code; the other tasks are not', async () => {
    await using pool = new Pool({ processes: 2 });
    const lost = pool.mapAsync(endsItself, [7]);
    same(await pool.map(double, [1, 2, 3, 4]), [2, 4, 6, 8]);
    await rejects(lost.get(), 'WorkerLostError', 'ended with exit code 7', 'endsItself()');
  });
  await law('a killed worker that had no task costs nothing', async () => {
    await using pool = new Pool({ processes: 1 });
    const name = await pool.apply(workerName);
    await activeChildren()
      .find((child) => child.name === name)
      ?.kill();
    same([await pool.apply(double, [2]), (await pool.apply(workerName)) === name], [4, false]);
  });
  await law('a child that is no daemon has pools of its own', async () => {
    const results = new Queue<unknown>();
    const child = new Process({ target: inChild, args: [results] });
    child.start();
    same(await results.get(), [[2, 4], `PoolWorker-${child.name.split('-')[1]}:1`]);
    same([await child.join(), child.exitCode], [true, 0]);
  });
  await law('a process that ends with a pool open ends, and its workers with it', async () => {
    const names = new Queue<string>();
    const child = new Process({ target: leavesPoolOpen, args: [names] });
    child.start();
    await names.get();
    same([await child.join(), child.exitCode], [true, 0]);
  });
}

async function ofEnds() {
  await law('(b) close lets the work finish, join waits for it, and later work is refused', async () => {
    const pool = new Pool({ processes: 2 });
    const result = pool.mapAsync(doubleSlowly, [0, 1, 2, 3], { chunksize: 1 });
    pool.close();
    pool.close();
    await rejects(pool.map(double, [1]), 'PoolClosedError', 'Pool.map() on pool', 'closed');
    throws(() => pool.applyAsync(double, [1]), 'PoolClosedError', 'Pool.applyAsync() on pool');
    await pool.join();
    same([result.ready(), await result.get()], [true, [0, 2, 4, 6]]);
    same(activeChildren().length, 0);
    await pool.join();
  });
  await law('(b) join before close is an InvalidStateError', async () => {
    await using pool = new Pool({ processes: 1 });
    await rejects(pool.join(), 'InvalidStateError', 'Pool.join() on pool', 'close()');
  });
  await law('(b) terminate drops the work: whoever waits for it is told', async () => {
    const pool = new Pool({ processes: 1 });
    const [here, q] = [new Queue<string>(), new Queue<string>()];
    const working = pool.applyAsync(sayHere, [here, q]);
    const waiting = [
      rejection(working.get()),
      rejection(pool.map(double, [1])),
      rejection(pool.imap(double, [1]).next()),
    ];
    await here.get();
    await pool.terminate();
    for (const error of await Promise.all(waiting)) same((error as Error).name, 'PoolClosedError');
    same([working.ready(), working.successful(), activeChildren().length], [true, false, 0]);
    await rejects(working.get(), 'PoolClosedError', 'terminated');
    await rejects(pool.map(double, [1]), 'PoolClosedError', 'terminated');
    await pool.join();
    await pool.terminate();
  });
  await law('(c) 23 leaving await using terminates the pool', async () => {
    const results = await (async () => {
      const [here, q] = [new Queue<string>(), new Queue<string>()];
      await using pool = new Pool({ processes: 1 });
      const working = pool.applyAsync(sayHere, [here, q]);
      await here.get();
      return [working];
    })();
    same(activeChildren().length, 0);
    await rejects(results[0]?.get() ?? Promise.resolve(), 'PoolClosedError', 'terminated');
  });
  await law('a closed pool whose worker dies still does the rest of its work', async () => {
    const pool = new Pool({ processes: 1 });
    const results = pool.imap(endOrDouble, [0, 1, 2]);
    pool.close();
    await rejects(results.next(), 'WorkerLostError');
    same([(await results.next()).value, (await results.next()).value], [2, 4]);
    await pool.join();
  });
}

function endOrDouble(x: number) {
  if (x === 0) exit(3);
  return x * 2;
}

if (import.meta.main) {
  await ofEachMethod();
  await ofResults();
  await ofFailures();
  await ofWorkers();
  await ofEnds();
  console.log('all laws were tried');
}
