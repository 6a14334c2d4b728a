// A child that fails, and a main process that ends while a child still wants what it has put.

import { Process, parentProcess, Queue, sleep } from 'lanescope';

async function fails() {
  throw new RangeError('as planned');
}

async function getsLate(q: Queue<string>) {
  while (parentProcess()?.isAlive()) await sleep(5);
  const item = await q.get();
  console.log(`got ${item.length} characters after main had ended`);
}

async function main() {
  const child = new Process({ target: fails });
  child.start();
  await child.join();
  console.log(`the child ended with ${child.exitCode}`);
  const q = new Queue<string>();
  await new Process({ target: getsLate, args: [q] }).start();
  q.put('x'.repeat(1_000_000));
}

if (import.meta.main) await main();
