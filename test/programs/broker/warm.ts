// What a child can see of how it was started; some modes count on the test that runs them.
import { once } from 'node:events';
import { fstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import { activeChildren, currentProcess, JoinableQueue, Process, parentProcess, Queue } from 'lanescope';

/** How the process was started: its environment as the system keeps it still has the boot variable. */
function roleOf(pid: number | 'self'): string {
  const boot = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .find((one) => one.startsWith('LANESCOPE_BOOT='));
  return JSON.parse(boot?.slice('LANESCOPE_BOOT='.length) ?? '{}').role ?? 'none';
}

function kindOf(fd: number): string {
  const stat = fstatSync(fd);
  return `${stat.isFIFO() ? 'pipe' : stat.isSocket() ? 'socket' : stat.isCharacterDevice() ? 'device' : 'other'}`;
}

/** All that a program could look at, except for what differs from process to process. */
function look(): object {
  const streams = [process.stdin, process.stdout, process.stderr];
  return {
    env: Object.entries(process.env),
    own: ['HOME', 'ADDED', 'REMOVED', 'LANESCOPE_BOOT', 'NODE_COMPILE_CACHE'].map((name) => [
      name,
      name in process.env,
    ]),
    cwd: process.cwd(),
    argv: process.argv,
    argv0: process.argv0,
    execArgv: process.execArgv,
    execPath: process.execPath,
    title: process.title,
    isOwnPid:
      process.pid === currentProcess().pid && readFileSync('/proc/self/stat', 'latin1').startsWith(`${process.pid} `),
    umask: process.umask(),
    exitCode: process.exitCode ?? 'none',
    streams: streams.map((one) => ({ fd: one.fd, isTTY: one.isTTY ?? 'none', type: one.constructor.name })),
    columns: process.stdout.columns ?? 'none',
    kinds: [0, 1, 2].map(kindOf),
    listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
    resources: process.getActiveResourcesInfo(),
    globals: Object.getOwnPropertyNames(globalThis),
    isMain: import.meta.main,
    stackTraceLimit: Error.stackTraceLimit,
    name: currentProcess().name,
    daemon: currentProcess().daemon,
    parent: parentProcess()?.name,
    children: activeChildren().length,
    hour: new Date(0).getHours(),
    heapMB: Math.round(getHeapStatistics().heap_size_limit / 2 ** 20),
  };
}

async function looks(q: Queue<object>) {
  await q.put({ role: roleOf('self'), seen: look() });
}

async function one(q: Queue<object>, options: object = {}) {
  const p = new Process({ target: looks, args: [q], ...options });
  p.start();
  const seen = await q.get();
  await p.join();
  return seen;
}

/** In the creator's world as it is, and after everything in it has changed. */
async function worlds() {
  const q = new Queue<object>();
  const first = await one(q);
  const folder = join(process.cwd(), 'inner');
  mkdirSync(folder, { recursive: true });
  process.chdir(folder);
  process.env.ADDED = 'added = \n"ü"';
  process.env.HOME = '/elsewhere';
  delete process.env.REMOVED;
  const second = await one(q, { name: 'other', daemon: true });
  console.log(JSON.stringify([first, second]));
}

/** One child, which says how it came to be. */
async function looksOnce() {
  const p = new Process({ target: tellsRole });
  p.start();
  await p.join();
}

function tellsRole() {
  console.log(roleOf('self'));
}

/** What only a process that is started with it can have. */
async function startOnly() {
  const q = new Queue<object>();
  process.env.TZ = 'Asia/Tokyo';
  const zone = await one(q);
  delete process.env.TZ;
  process.env.NODE_OPTIONS = '--max-old-space-size=333';
  const heap = await one(q);
  console.log(JSON.stringify([zone, heap]));
}

async function counts(done: JoinableQueue<string>, code: number) {
  await done.put(roleOf('self'));
  process.exitCode = code;
}

/** `many`: sixty at once, each with an exit code of its own. */
async function many() {
  const done = new JoinableQueue<string>();
  const all = Array.from({ length: 60 }, (_, index) => new Process({ target: counts, args: [done, index] }));
  for (const p of all) p.start();
  for (const p of all) await p.join();
  console.log(JSON.stringify(all.map((p) => p.exitCode)));
  console.log(JSON.stringify({ active: activeChildren().length, pids: new Set(all.map((p) => p.pid)).size }));
}

function waitsHere() {
  console.log(`ready ${realpathSync('/proc/self/cwd') === process.cwd()}`);
}

/** `patient`: tells when the test may look around, and starts a child at the end of its input. */
async function patient() {
  console.log('main is here');
  process.stdin.resume();
  await once(process.stdin, 'end');
  const p = new Process({ target: waitsHere });
  p.start();
  await p.join();
  console.log(`exit code ${p.exitCode}`);
}

async function runsModule(url: string) {
  const { answer } = (await import(url)) as { answer: () => void };
  answer();
}

/** `edits`: a module that changes between two children. */
async function edits() {
  const file = join(process.cwd(), 'edited.ts');
  for (const text of ['first', 'second', 'first']) {
    writeFileSync(file, `export function answer(): void {\n  console.log('${text}' as string);\n}\n`);
    const p = new Process({ target: runsModule, args: [pathToFileURL(file).href] });
    p.start();
    await p.join();
  }
}

enum Colour {
  red = 'red',
}

class Throws {
  constructor(readonly q: Queue<unknown>) {}
}

async function throws(q: Queue<unknown>) {
  const own = new Throws(q);
  await own.q.put(Colour.red);
  throw new Error(`in a child ${await own.q.get()}`);
}

/** `fails`: the same error from two children, of which the second gets what the first has prepared. */
async function fails() {
  const q = new Queue<unknown>({ name: 'q' });
  for (const name of ['one', 'one']) {
    const p = new Process({ target: throws, args: [q], name });
    p.start();
    await p.join();
  }
}

const modes: Record<string, () => Promise<void>> = { worlds, looksOnce, startOnly, many, patient, edits, fails };
if (import.meta.main) await modes[process.argv[2] ?? '']?.();
