// One way to end for each name given as argument.

import { writeSync } from 'node:fs';
import { exit, Process, Queue, sleep } from 'lanescope';

async function putsAndExits(q: Queue<number>) {
  for (let i = 0; i < 1000; i++) q.put(i);
  exit(3);
}

async function putsAndEnds(q: Queue<number>) {
  for (let i = 0; i < 1000; i++) q.put(i);
}

async function fails() {
  throw Object.assign(new Error('no such thing'), { code: 'E_THING', where: { line: 1 } });
}

async function rejects() {
  Promise.reject(new TypeError('nobody handles me'));
}

async function listens() {
  process.on('uncaughtException', (error) => console.log(`caught ${error.message}`));
  process.on('unhandledRejection', (reason) => console.log(`handled ${(reason as Error).message}`));
  Promise.reject(new Error('a rejection'));
  setTimeout(() => {
    throw new Error('an error');
  }, 1);
  await sleep(50);
  console.log('and goes on');
}

async function failsInItsListener() {
  process.on('uncaughtException', (error) => {
    throw new Error(`the listener of ${error.message}`);
  });
  throw new Error('the first');
}

async function breaksTheProtocol() {
  writeSync(3, new Uint8Array([1, 0, 0, 0, 255]));
  await sleep(60_000);
}

async function neverSettles(q: Queue<number>) {
  await q.put(1);
  await new Promise(() => {});
}

async function findsWorkAtTheEnd() {
  let settle = () => {};
  process.once('beforeExit', () => setTimeout(() => settle(), 1));
  await new Promise<void>((resolve) => {
    settle = resolve;
  });
  console.log('settled after all');
}

async function computes(q: Queue<string>) {
  await q.put('computing');
  for (;;) Math.random();
}

async function sleepsThenSays(q: Queue<string>) {
  await q.put('ready');
  await sleep(300);
  console.log('the child has gone on');
}

async function childEnds(target: (q: Queue<number>) => unknown): Promise<number | null> {
  const q = new Queue<number>({ name: 'q' });
  const child = new Process({ target, args: [q] });
  child.start();
  await child.join();
  return child.exitCode;
}

async function oneComputing(daemon = false) {
  const q = new Queue<string>();
  const child = new Process({ target: computes, args: [q], daemon });
  child.start();
  await q.get();
  return child;
}

const ways: Record<string, () => Promise<void>> = {
  async exits() {
    const q = new Queue<number>();
    const child = new Process({ target: putsAndExits, args: [q] });
    child.start();
    let sum = 0;
    for (let i = 0; i < 1000; i++) sum += await q.get();
    await child.join();
    console.log(sum, child.exitCode);
    exit(5);
  },
  async delivers() {
    const q = new Queue<number>();
    const child = new Process({ target: putsAndEnds, args: [q] });
    child.start();
    await child.join();
    console.log(await q.qsize(), child.exitCode);
  },
  processExit: async () => process.exit(4),
  fails: async () => console.log(await childEnds(fails)),
  rejects: async () => console.log(await childEnds(rejects)),
  failsInItsListener: async () => console.log(await childEnds(failsInItsListener)),
  breaksTheProtocol: async () => console.log(await childEnds(breaksTheProtocol)),
  listens: async () => console.log(await childEnds(listens)),
  neverSettles: async () => console.log(await childEnds(neverSettles)),
  findsWorkAtTheEnd: async () => console.log(await childEnds(findsWorkAtTheEnd)),
  mainNeverSettles: () => new Promise(() => {}),
  async daemon() {
    await oneComputing(true);
    console.log('main ends');
  },
  async terminate() {
    const child = await oneComputing();
    await child.terminate();
    await child.join();
    console.log(child.exitCode);
  },
  async kill() {
    const child = await oneComputing();
    await child.kill();
    await child.join();
    console.log(child.exitCode);
  },
  async killedMain() {
    const q = new Queue<string>();
    await new Process({ target: sleepsThenSays, args: [q] }).start();
    await q.get();
    process.kill(process.pid, 'SIGKILL');
  },
  terminatedMain: async () => {
    process.kill(process.pid, 'SIGTERM');
    await sleep(10_000);
  },
  async printsAtTheEnd() {
    process.on('exit', () => console.log('from an exit listener'));
    console.log('before');
    exit(0);
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.();
