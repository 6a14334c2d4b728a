// What travels between processes: values of every kind, classes, functions and handles.

import { JoinableQueue, Process, Queue, SimpleQueue } from 'lanescope';
import { law, rejects, same } from './law.ts';

class Point {
  x: number;
  y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  get length() {
    return Math.hypot(this.x, this.y);
  }
}

class ShapeError extends Error {
  readonly sides: number;
  constructor(message: string, sides: number) {
    super(message);
    this.name = 'ShapeError';
    this.sides = sides;
  }
}

class Hidden {
  readonly #value = 1;
  value() {
    return this.#value;
  }
}

function double(n: number) {
  return n * 2;
}

const triple = (n: number) => n * 3;

interface Mail {
  kind: string;
  value: unknown;
}

/** Looks at everything that comes, and says what it was. */
async function look(inbox: Queue<Mail>, outbox: Queue<unknown>) {
  for await (const { kind, value } of inbox) {
    if (kind === 'point') outbox.put(value instanceof Point && [value.length, value.constructor === Point]);
    else if (kind === 'error') outbox.put(value instanceof ShapeError && [value.name, value.message, value.sides]);
    else if (kind === 'functions') {
      const [f, g, C] = value as [typeof double, typeof triple, typeof Point];
      outbox.put([f === double, g === triple, f(4), g(4), new C(3, 4).length]);
    } else if (kind === 'reply to') {
      const { q, again } = value as { q: Queue<string>; again: Queue<string> };
      await q.put(`same handle twice: ${q === again}`);
    } else outbox.put(value);
  }
  outbox.put('end');
}

async function relay(from: SimpleQueue<Queue<string>>, name: string) {
  const q = await from.get();
  await q.put(`${name} was given a queue`);
}

async function done(tasks: JoinableQueue<number>) {
  for (let i = 0; i < 3; i++) {
    await tasks.get();
    await tasks.taskDone();
  }
}

async function main() {
  const [inbox, outbox] = [new Queue<Mail>(), new Queue<unknown>()];
  const child = new Process({ target: look, args: [inbox, outbox] });
  child.start();
  const send = async (kind: string, value: unknown) => {
    await inbox.put({ kind, value });
    return outbox.get();
  };

  await law('plain values come back as they went', async () => {
    for (const value of [null, 0, -1.5, true, 'ä€😀', '', [1, [2]], { a: { b: [null] } }]) {
      same(await send('echo', value), value);
    }
    same(await send('echo', undefined), undefined);
    same(Object.is(await send('echo', -0), -0), true);
    same(Number.isNaN(await send('echo', Number.NaN)), true);
    same(await send('echo', 2n ** 70n).then(String), String(2n ** 70n));
  });
  await law('maps, sets, dates, bytes and circles keep their kind', async () => {
    const map = (await send('echo', new Map([['a', new Set([1])]]))) as Map<string, Set<number>>;
    same([map instanceof Map, map.get('a')?.has(1)], [true, true]);
    same((await send('echo', new Date(5))) instanceof Date, true);
    same([...((await send('echo', new Uint8Array([1, 2]))) as Uint8Array)], [1, 2]);
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const back = (await send('echo', circle)) as typeof circle;
    same(back.self === back, true);
  });
  await law('an instance keeps its class and methods', async () => {
    same(await send('point', new Point(3, 4)), [5, true]);
  });
  await law('an error keeps its class and fields', async () => {
    same(await send('error', new ShapeError('too few', 2)), ['ShapeError', 'too few', 2]);
  });
  await law('functions and classes arrive as themselves', async () => {
    same(await send('functions', [double, triple, Point]), [true, true, 8, 12, 5]);
  });
  await law('a handle inside a message is the same queue, and one handle wherever it comes', async () => {
    const q = new Queue<string>();
    await inbox.put({ kind: 'reply to', value: { q, again: q } });
    same(await q.get(), 'same handle twice: true');
  });
  await law('a handle that comes home is the handle that went', async () => {
    same((await send('echo', outbox)) === outbox, true);
  });
  await law('a handle is passed on by those who got it', async () => {
    const [mail, answer] = [new SimpleQueue<Queue<string>>(), new Queue<string>()];
    const helpers = ['A', 'B'].map((name) => new Process({ target: relay, args: [mail, name], name }));
    for (const helper of helpers) helper.start();
    mail.put(answer);
    mail.put(answer);
    same([await answer.get(), await answer.get()].sort(), ['A was given a queue', 'B was given a queue']);
    for (const helper of helpers) await helper.join();
  });
  await law('tasks of a JoinableQueue are done in another process', async () => {
    const tasks = new JoinableQueue<number>();
    const worker = new Process({ target: done, args: [tasks] });
    for (let i = 0; i < 3; i++) tasks.put(i);
    worker.start();
    same([await tasks.join(), await tasks.qsize()], [true, 0]);
    await worker.join();
  });
  await law('what cannot be sent is refused where it is sent', async () => {
    await rejects(inbox.put({ kind: 'x', value: [() => {}] }), 'SerializationError', 'item.value[0]');
    await rejects(inbox.put({ kind: 'x', value: new Hidden() }), 'SerializationError', 'item.value', 'Hidden');
    await rejects(inbox.put({ kind: 'x', value: Symbol('s') }), 'SerializationError', 'item.value');
    const closed = new Queue<number>();
    closed.close();
    await rejects(inbox.put({ kind: 'x', value: closed }), 'QueueClosedError', 'closed');
  });
  await law('a shutdown ends the loop of another process', async () => {
    await inbox.shutdown();
    same(await outbox.get(), 'end');
    same([await child.join(), child.exitCode], [true, 0]);
  });
}

if (import.meta.main) {
  await main();
  console.log('all laws were tried');
}
