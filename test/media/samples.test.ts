// The samples are what a user meets first: each is listed, each type-checks strictly with nothing but our types.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { TypedFolder } from '../helpers/typed-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const samples = path.join(root, 'media/samples');
const files = readdirSync(samples).filter((file) => file.endsWith('.ts'));
const folder = new TypedFolder();
for (const file of files) folder.write(file, readFileSync(path.join(samples, file), 'utf8'));
afterAll(() => folder[Symbol.dispose]());

test('every sample is in the index, and every entry of the index is a sample with a title and a line on it', () => {
  const index = JSON.parse(readFileSync(path.join(samples, 'samples.json'), 'utf8')) as Record<string, string>[];
  expect(index.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  for (const entry of index) {
    expect(Object.keys(entry).filter((key) => key !== 'with')).toEqual(['file', 'title', 'description']);
    expect(entry.description).toMatch(/^[^\n]{10,90}\.$/);
  }
});

test.each(files)('%s says what to look at in the swimlane and guards its main', (file) => {
  const text = readFileSync(path.join(samples, file), 'utf8');
  expect(text).toMatch(/^\/\/ .*\n\/\/\n\/\/ In the swimlane: /);
  expect(text).toMatch(/\nif \(import\.meta\.main\) await \w+\(\);\n$/);
});

test('all of them type-check strictly, without @types/node', () => {
  expect(folder.check(files)).toBe('');
});

test('the types refuse what would fail when run', () => {
  const wrong = {
    'missing-args.ts': 'async function f(q: Queue<string>) {}\nnew Process({ target: f });',
    'wrong-args.ts': 'async function f(q: Queue<string>) {}\nnew Process({ target: f, args: [1] });',
    'wrong-item.ts': 'await new Queue<string>().put(1);',
    'plain-join.ts': 'await new Queue<string>().join();',
    'seconds.ts': "await sleep('5 s');",
    'three.ts': "new Semaphore('3');",
    'no-lock.ts': 'new Condition(new Queue());',
    'no-body.ts': 'await new Lock().with(1);',
    'other-error.ts': "const e: QueueFullError = new QueueEmptyError('x');",
  };
  const head =
    "import { Condition, Lock, Process, Queue, QueueEmptyError, QueueFullError, Semaphore, sleep } from 'lanescope';\n";
  const unused =
    '\nexport const all = [Condition, Lock, Process, Queue, QueueEmptyError, QueueFullError, Semaphore, sleep];\n';
  for (const [name, text] of Object.entries(wrong)) folder.write(name, head + text + unused);
  const said = folder.check(Object.keys(wrong));
  for (const name of Object.keys(wrong))
    expect(said).toMatch(new RegExp(`^${name}\\([23],\\d+\\): error TS2(?:322|339|345)`, 'm'));
});

test('the types accept subclasses, iteration, handles in handles and every error by its class', () => {
  folder.write(
    'accepted.ts',
    `import { currentProcess, JoinableQueue, LanescopeError, mark, Process, Queue, QueueEmptyError, SimpleQueue, span } from 'lanescope';
class Consumer extends Process {
  tasks: JoinableQueue<number>;
  constructor(tasks: JoinableQueue<number>, name?: string) {
    super(name === undefined ? {} : { name });
    this.tasks = tasks;
  }
  override async run() {
    for await (const task of this.tasks) {
      const doubled: number = await span('double', () => task * 2);
      mark('done', { doubled, by: currentProcess().name });
      await this.tasks.taskDone();
    }
  }
}
const outer = new Queue<Queue<string>>({ maxsize: 2, name: 'outer' });
await outer.put(new Queue<string>(), { timeout: 100, signal: AbortSignal.timeout(5) });
const untyped = new Queue();
const anything: number = await untyped.get();
const simple = new SimpleQueue<null>();
await simple.put(null);
const ended: boolean = await new Consumer(new JoinableQueue()).join({ timeout: 1 });
try {
  await outer.getNowait();
} catch (error) {
  if (error instanceof QueueEmptyError) console.log(error.code, error.name === 'QueueEmptyError');
  else if (error instanceof LanescopeError) throw error;
}
new Process();
new Process({ target: () => 1, daemon: true });
export { anything, ended };
`,
  );
  expect(folder.check(['accepted.ts'])).toBe('');
});

test('the types accept every member of locks and signals', () => {
  folder.write(
    'signals.ts',
    `import { Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, NotOwnerError, Process, ReleaseError, RLock, Semaphore } from 'lanescope';
async function worker(lock: Lock, all: { ready: Event; changed: Condition }) {
  if (await lock.acquire({ timeout: 5, signal: AbortSignal.timeout(9) })) await lock.release();
  const line: string = await lock.with(async () => 'line');
  const length: number = await lock.with(() => line.length);
  await using guard = await lock.hold({ timeout: length });
  const woken: boolean = await all.changed.with(() => all.changed.wait({ timeout: 1 }));
  const isTrue: boolean = await all.changed.waitFor(async () => woken, { timeout: 1 });
  await all.changed.notify(2);
  await all.changed.notifyAll();
  all.ready.set();
  all.ready.clear();
  return [guard, isTrue, await all.ready.isSet(), await all.ready.wait()];
}
function opened(name: string, count: number) {
  console.log(name, count);
}
const [own, bounded]: Semaphore[] = [new Semaphore(3, { name: 'three' }), new BoundedSemaphore()];
const left: number = await own!.getValue();
const barrier = new Barrier(3, { action: opened, actionArgs: ['all', 1], timeout: 5, name: 'gate' });
const [place, waiting, broken]: [number, number, boolean] = [await barrier.wait({ timeout: 1 }), await barrier.waiting(), await barrier.broken()];
await barrier.reset();
await barrier.abort();
new Process({ target: worker, args: [new Lock(), { ready: new Event({ name: 'e' }), changed: new Condition(new RLock()) }] });
try {
  await bounded!.release();
} catch (error) {
  if (error instanceof ReleaseError || error instanceof NotOwnerError || error instanceof BrokenBarrierError) console.log(error.code);
}
export { left, place, waiting, broken, barrier };
export const parties: number = barrier.parties;
`,
  );
  expect(folder.check(['signals.ts'])).toBe('');
});
