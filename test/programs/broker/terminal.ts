// What a program sees of its terminal, in main and in a child, and what it does with it; the first argument says what.

import { createInterface } from 'node:readline/promises';
import { Process, Queue, sleep } from 'lanescope';
import { look } from './look-plainly.ts';

async function looks() {
  look();
}

async function waits(q: Queue<number>) {
  console.log('child waits');
  await q.get();
}

async function chatters() {
  for (let i = 0; ; i++) {
    process.stdout.write(`${String(i).padStart(99, '.')}\n`);
    if (i % 100 === 0) await sleep(1);
  }
}

const ways: Record<string, () => Promise<unknown>> = {
  look: looks,
  async lookInChild() {
    const child = new Process({ target: looks });
    child.start();
    await child.join();
  },
  async resize() {
    process.stdout.on('resize', () => {
      console.log(`now ${process.stdout.columns}x${process.stdout.rows}`);
      process.exit(0);
    });
    console.log(`first ${process.stdout.columns}x${process.stdout.rows}`);
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  },
  async prompt() {
    const prompt = createInterface({ input: process.stdin, output: process.stdout });
    console.log(`hello ${await prompt.question('name? ')}`);
    prompt.close();
  },
  async raw() {
    process.stdin.setRawMode(true);
    console.log('raw');
    const key = await new Promise<Buffer>((resolve) => process.stdin.once('data', resolve));
    process.stdin.setRawMode(false);
    console.log(`key ${key.toString('hex')}`);
    process.stdin.destroy();
  },
  async interrupted() {
    const child = new Process({ target: waits, args: [new Queue<number>()] });
    child.start();
    await sleep(60_000);
  },
  async cleansUp() {
    process.once('SIGINT', () => {
      console.log('cleaning');
      setTimeout(() => {
        console.log('clean');
        process.exit(0);
      }, 200);
    });
    console.log('listening');
    await sleep(60_000);
  },
  async cleansUpWhenTerminated() {
    process.once('SIGTERM', () => {
      console.log('cleaning');
      setTimeout(() => process.exit(0), 100);
    });
    console.log('listening');
    await sleep(60_000);
  },
  async ignores() {
    process.on('SIGINT', () => console.log('never mind'));
    console.log('listening');
    for (;;) await sleep(1000);
  },
  async chatters() {
    const q = new Queue<number>();
    new Process({ target: chatters, daemon: true }).start();
    for (let i = 0; ; i++) {
      await q.put(i);
      await q.get();
      await sleep(10);
    }
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.();
