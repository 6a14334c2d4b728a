// Prints in the way that its first argument names.

import { spawn, spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { exit, Process, Queue } from 'lanescope';

async function saysAndPuts(to: Queue<number>, from: Queue<number>) {
  for (;;) {
    const turn = await from.get();
    if (turn < 0) break;
    console.log(`child ${turn}`);
    to.put(turn);
  }
}

async function saysOnErr(q: Queue<number>) {
  console.error('err before the put');
  q.put(1);
}

/** 5 MB in lines that tell who wrote them and which it is. */
async function saysMuch(name: string) {
  for (let i = 0; i < 5000; i++) process.stdout.write(`${name} ${String(i).padStart(998 - name.length, '0')}\n`);
}

async function saysMuchPolitely(name: string) {
  const lines = Buffer.from(`${name.repeat(98)}\n`.repeat(1000));
  let waits = 0;
  for (let i = 0; i < 50; i++) {
    if (process.stdout.write(lines)) continue;
    waits++;
    await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
  }
  console.error(`drained ${waits > 0}`);
}

async function readsInput() {
  let read = 0;
  for await (const chunk of process.stdin) read += chunk.length;
  console.log(`child has read ${read}`);
}

const ways: Record<string, () => Promise<void>> = {
  async inTurn() {
    const [there, back] = [new Queue<number>(), new Queue<number>()];
    const child = new Process({ target: saysAndPuts, args: [back, there] });
    child.start();
    for (let i = 0; i < 100; i++) {
      console.log(`main ${i}`);
      there.put(i);
      await back.get();
    }
    there.put(-1);
    await child.join();
  },
  async acrossStreams() {
    const q = new Queue<number>();
    new Process({ target: saysOnErr, args: [q] }).start();
    await q.get();
    console.log('out after the get');
  },
  async much() {
    const children = ['a', 'b'].map((name) => new Process({ target: saysMuch, args: [name] }));
    for (const child of children) child.start();
    for (const child of children) await child.join();
  },
  async politely() {
    const child = new Process({ target: saysMuchPolitely, args: ['p'] });
    child.start();
    await child.join();
  },
  async bytes() {
    process.stdout.write(new Uint8Array([0, 255, 10, 195, 40, 13, 27, 128]));
    process.stdout.write('68e4', 'hex');
  },
  async callbacks() {
    const order: string[] = [];
    const returned = process.stdout.write('one\n', () => order.push('written'));
    order.push(`returned ${returned}`);
    await new Promise<void>((resolve) => process.stdout.write('two\n', 'utf8', () => resolve()));
    console.log(order.join(', '));
  },
  async exits() {
    process.stdout.write('x'.repeat(3_000_000));
    console.error('last word');
    exit(0);
  },
  async native() {
    console.log('through us');
    writeSync(1, 'past us\n');
    spawnSync('sh', ['-c', 'echo grandchild; echo on stderr >&2'], { stdio: 'inherit' });
  },
  async worker() {
    new Worker("for (let i = 0; i < 3; i++) console.log('worker', i)", { eval: true });
  },
  async leftGrandchild() {
    spawn('sleep', ['30'], { stdio: 'inherit', detached: true }).unref();
    console.log('done');
  },
  async input() {
    const child = new Process({ target: readsInput });
    child.start();
    await child.join();
    let text = '';
    for await (const chunk of process.stdin) text += chunk;
    console.log(`main has read ${text.trim()}`);
  },
  async forever() {
    for (let i = 0; ; i++) {
      console.log(`line ${i}`);
      if (i % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  },
  async ends() {
    process.stdout.end('the end\n');
    process.stdout.on('error', (error: NodeJS.ErrnoException) => console.error(error.code));
    process.stdout.write('too late');
    await new Promise((resolve) => setTimeout(resolve, 10));
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.();
