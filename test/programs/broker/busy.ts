// A run with something of everything that ends by itself after a second or two: one process computes, two talk through a
// bounded queue, a daemon waits, main joins. Whichever of them is killed, the others end or can never go on.

import { JoinableQueue, Process, Queue, sleep } from 'lanescope';

async function computes(ms: number, done: Queue<string>) {
  const end = Date.now() + ms;
  while (Date.now() < end) Math.random();
  await done.put('computed');
}

async function produces(tasks: JoinableQueue<number | null>) {
  for (let i = 0; i < 200; i++) {
    await tasks.put(i);
    if (i % 20 === 0) await sleep(30);
  }
  await tasks.put(null);
}

async function consumes(tasks: JoinableQueue<number | null>, done: Queue<string>) {
  let sum = 0;
  for (let task = await tasks.get(); task !== null; task = await tasks.get()) {
    sum += task;
    await tasks.taskDone();
  }
  await done.put(`sum ${sum}`);
}

async function attends(never: Queue<never>) {
  await never.get();
}

async function main() {
  const tasks = new JoinableQueue<number | null>({ maxsize: 4 });
  const done = new Queue<string>();
  const children = [
    new Process({ target: computes, args: [600, done] }),
    new Process({ target: produces, args: [tasks] }),
    new Process({ target: consumes, args: [tasks, done] }),
    new Process({ target: attends, args: [new Queue<never>()], daemon: true }),
  ];
  for (const child of children) child.start();
  console.log([await done.get(), await done.get()].toSorted().join(', '));
  for (const child of children.slice(0, 3)) await child.join();
}

if (import.meta.main) await main();
