// Three processes that would live for ever: one computes, one waits for an item, main joins; and a grandchild with nothing of ours.

import { spawn } from 'node:child_process';
import { Process, Queue } from 'lanescope';

async function computes() {
  console.log(`computing ${process.pid}`);
  for (;;) Math.random();
}

async function waits(q: Queue<number>) {
  console.log(`waiting ${process.pid}`);
  await q.get();
}

async function spawns() {
  const grandchild = spawn('sleep', ['60']);
  console.log(`grandchild ${grandchild.pid}`);
  await new Promise((resolve) => grandchild.once('exit', resolve));
}

if (import.meta.main) {
  const targets = process.argv[2] === 'grandchild' ? [spawns] : [computes, waits];
  const children = targets.map(
    (target) => new Process({ target, args: target === waits ? [new Queue<number>()] : [] }),
  );
  for (const child of children) child.start();
  console.log(`main ${process.pid}`);
  for (const child of children) await child.join();
  console.log('all have ended');
}
