// Names, numbers, ends and rules of processes.

import { activeChildren, cpuCount, currentProcess, exit, Process, parentProcess, Queue, sleep } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

function tell(q: Queue<unknown>) {
  const parent = parentProcess();
  const { name, daemon, pid } = currentProcess();
  q.put({ name, daemon, hasPid: typeof pid === 'number', main: import.meta.main });
  q.put([parent?.name, parent?.isAlive(), typeof parent?.pid, parent?.daemon]);
}

function ends(code: number) {
  exit(code);
}

function fails() {
  throw new RangeError('as planned');
}

function rejectsLater(): Promise<never> {
  return Promise.reject(new Error('as planned'));
}

function returns() {
  return 5;
}

async function waits(q: Queue<unknown>) {
  await q.get();
}

function never(): Promise<void> {
  return new Promise(() => {});
}

async function family(q: Queue<unknown>) {
  const children = [new Process({ target: returns }), new Process({ target: returns, daemon: true })];
  q.put(children.map(({ name, daemon }) => [name, daemon]));
  for (const child of children) child.start();
  for (const child of children) await child.join();
  q.put(children.map(({ exitCode }) => exitCode));
}

async function daemonWithChild(q: Queue<unknown>) {
  const child = new Process({ target: returns });
  q.put([currentProcess().daemon, child.daemon]);
  await child.start().catch((error: Error) => q.put([error.name, error.message.includes('daemon')]));
}

async function usesParent(q: Queue<unknown>) {
  const parent = parentProcess();
  if (!parent) throw new Error('a child without a parent');
  const names: unknown[] = [];
  const note = (call: () => unknown) => {
    try {
      const result = call();
      if (result instanceof Promise) return result.catch((error: Error) => names.push(error.name));
      names.push(result);
    } catch (error) {
      names.push((error as Error).name);
    }
    return undefined;
  };
  for (const call of [() => parent.start(), () => parent.terminate(), () => parent.kill(), () => parent.close()]) {
    await note(call);
  }
  await note(() => currentProcess().join());
  names.push(await parent.join({ timeout: 0 }), await parent.join({ timeout: 20 }));
  q.put(names);
}

class Consumer extends Process {
  count: number;
  readonly #secret = 1;
  constructor(count: number) {
    super();
    this.count = count;
  }
  override run() {
    return this.#secret;
  }
}

class Worker extends Process {
  tasks: Queue<number>;
  results: Queue<unknown>;
  factor = 2;
  constructor(tasks: Queue<number>, results: Queue<unknown>) {
    super({ target: returns });
    this.tasks = tasks;
    this.results = results;
  }
  override async run() {
    const inherited = super.run();
    const item = (await this.tasks.get()) * this.factor;
    this.results.put([this.name, item, inherited, this === currentProcess(), this instanceof Worker]);
  }
}

async function names() {
  await law('the main process is MainProcess and has no parent', () => {
    const { name, daemon, pid } = currentProcess();
    same([name, daemon, typeof pid, parentProcess(), import.meta.main], ['MainProcess', false, 'number', null, true]);
    same(Number.isInteger(cpuCount()) && cpuCount() > 0, true);
  });
  await law('one counter numbers all children, named or not, and a subclass by its own name', () => {
    const [first, named] = [new Process({ target: returns }), new Process({ target: returns, name: 'my service' })];
    const [third, fourth] = [new Process({ target: returns }), new Consumer(1)];
    same(
      [first, named, third, fourth].map(({ name }) => name),
      ['Process-1', 'my service', 'Process-3', 'Consumer-4'],
    );
    first.name = 'renamed';
    same(first.name, 'renamed');
  });
  await law('a child knows itself and its parent', async () => {
    const q = new Queue<unknown>();
    const child = new Process({ target: tell, args: [q], name: 'teller' });
    same([child.pid, child.exitCode, child.isAlive()], [null, null, false]);
    child.start();
    same([child.isAlive(), activeChildren().includes(child)], [true, true]);
    same(await q.get(), { name: 'teller', daemon: false, hasPid: true, main: false });
    same(await q.get(), ['MainProcess', true, 'number', false]);
    same(await child.join(), true);
    same([child.exitCode, child.isAlive(), typeof child.pid, activeChildren().length], [0, false, 'number', 0]);
  });
  await law('grandchildren are numbered below their parent and inherit nothing but what is said', async () => {
    const q = new Queue<unknown>();
    const child = new Process({ target: family, args: [q] });
    child.start();
    same(await q.get(), [
      [`${child.name}:1`, false],
      [`${child.name}:2`, true],
    ]);
    same(await q.get(), [0, 0]);
    await child.join();
  });
  await law('a subclass runs with its fields, and inherits the target of its constructor', async () => {
    const [tasks, results] = [new Queue<number>(), new Queue<unknown>()];
    const worker = new Worker(tasks, results);
    worker.factor = 3;
    worker.start();
    tasks.put(7);
    same(await results.get(), [worker.name, 21, 5, true, true]);
    await worker.join();
    same([worker.name.startsWith('Worker-'), worker.exitCode], [true, 0]);
  });
}

async function exits() {
  const codes: [string, Process, number][] = [
    ['returns', new Process({ target: returns }), 0],
    ['calls exit(0)', new Process({ target: ends, args: [0] }), 0],
    ['calls exit(7)', new Process({ target: ends, args: [7] }), 7],
    ['throws', new Process({ target: fails }), 1],
    ['rejects', new Process({ target: rejectsLater }), 1],
    ['can never settle', new Process({ target: never }), 13],
  ];
  for (const [, process] of codes) process.start();
  for (const [what, process, code] of codes) {
    await law(`a process that ${what} has exit code ${code}`, async () => {
      same([await process.join(), process.exitCode], [true, code]);
    });
  }
  const q = new Queue<unknown>();
  const killed = new Process({ target: waits, args: [q] });
  const terminated = new Process({ target: waits, args: [q] });
  await Promise.all([killed.start(), terminated.start()]);
  await law('kill and terminate end a process with their signal', async () => {
    same(await killed.join({ timeout: 0 }), false);
    same(await killed.join({ timeout: 20 }), false);
    await killed.kill();
    await terminated.terminate();
    same([await killed.join(), await terminated.join()], [true, true]);
    same([killed.exitCode, terminated.exitCode], [-9, -15]);
    await killed.kill();
    await terminated.terminate();
  });
  await law('a join can be aborted', async () => {
    const child = new Process({ target: waits, args: [q] });
    child.start();
    const stop = new AbortController();
    const end = rejects(child.join({ signal: stop.signal }), 'AbortError');
    await sleep(1);
    stop.abort();
    await end;
    q.put(0);
    same(await child.join(), true);
  });
}

async function rules() {
  const child = new Process({ target: returns, name: 'child' });
  await law('join, terminate and kill come after start', async () => {
    await rejects(child.join(), 'ProcessError', 'Process.join() on child', 'start()');
    await rejects(child.terminate(), 'ProcessError');
    await rejects(child.kill(), 'ProcessError');
  });
  await law('a process is started once, and daemon set before', async () => {
    child.daemon = false;
    const start = child.start();
    await rejects(child.start(), 'ProcessError', 'once');
    throws(
      () => {
        child.daemon = true;
      },
      'ProcessError',
      'before start()',
    );
    await start;
  });
  await law('close is refused while it runs, and afterwards only the name is left', async () => {
    const q = new Queue<unknown>();
    const running = new Process({ target: waits, args: [q] });
    await running.start();
    throws(() => running.close(), 'ProcessError', 'still running');
    q.put(1);
    await running.join();
    await child.join();
    child.close();
    child.close();
    same(child.name, 'child');
    throws(() => child.isAlive(), 'ProcessClosedError', 'closed');
    throws(() => child.exitCode, 'ProcessClosedError');
    throws(() => child.pid, 'ProcessClosedError');
    throws(() => child.daemon, 'ProcessClosedError');
    await rejects(child.join(), 'ProcessClosedError');
    await rejects(child.start(), 'ProcessClosedError');
    await rejects(child.kill(), 'ProcessClosedError');
  });
  await law('a process that was never started can be closed', async () => {
    const unused = new Process({ target: returns });
    unused.close();
    await rejects(unused.start(), 'ProcessClosedError');
  });
  await law('a daemon is created by a word, is told to its children, and may not have any', async () => {
    const q = new Queue<unknown>();
    const daemon = new Process({ target: daemonWithChild, args: [q], daemon: true });
    daemon.start();
    same(
      [await q.get(), await q.get()],
      [
        [true, true],
        ['ProcessError', true],
      ],
    );
    await daemon.join();
  });
  await law('a child may look at its parent and join it, and nothing else', async () => {
    const q = new Queue<unknown>();
    const looker = new Process({ target: usesParent, args: [q] });
    looker.start();
    const error = 'ProcessError';
    same(await q.get(), [error, error, error, error, error, false, false]);
    await looker.join();
  });
  await law('what cannot be a target is refused at start, by its name', async () => {
    const local = () => {};
    await rejects(new Process({ target: local }).start(), 'SerializationError', 'local');
    await rejects(new Process({ target: returns.bind(null) }).start(), 'SerializationError', 'returns');
    await rejects(new Process({ target: ends, args: [local as never] }).start(), 'SerializationError', 'args');
    await rejects(new Consumer(1).start(), 'SerializationError', 'Consumer', '#private');
  });
  await law('wrong options are thrown', () => {
    const wrong = (value: unknown) => value as never;
    throws(() => new Process(wrong(returns)), 'TypeError', 'new Process');
    throws(() => new Process({ target: wrong(5) }), 'TypeError', 'target');
    throws(() => new Process({ target: ends, args: wrong(5) }), 'TypeError', 'args', '[x]');
    throws(() => new Process({ target: returns, name: wrong(5) }), 'TypeError', 'name');
  });
  await law('sleep and exit check what they are given', async () => {
    await rejects(sleep(Number.NaN), 'TypeError', 'sleep');
    await rejects(sleep('5' as never), 'TypeError', 'sleep');
    throws(() => exit(1.5), 'TypeError', 'exit');
    await sleep(0);
    await sleep(-5);
  });
}

if (import.meta.main) {
  await names();
  await exits();
  await rules();
  console.log('all laws were tried');
}
