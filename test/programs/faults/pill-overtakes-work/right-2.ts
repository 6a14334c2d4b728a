// Two producers and two consumers. The pills come when one producer has ended, and the other one has said that it has put all.

import { Event, Process, Queue } from 'lanescope';

async function produce(first: number, tasks: Queue<number | null>, isAllThere: Event, end: Event | null) {
  for (let i = 0; i < 4; i++) await tasks.put(first + i);
  await isAllThere.set();
  await end?.wait();
}

async function work(tasks: Queue<number | null>, sums: Queue<number>) {
  let sum = 0;
  for (;;) {
    const task = await tasks.get();
    if (task === null) break;
    sum += task;
  }
  await sums.put(sum);
}

if (import.meta.main) {
  const tasks = new Queue<number | null>();
  const sums = new Queue<number>();
  const [isOneDone, isOtherDone, end] = [new Event(), new Event(), new Event()];
  const one = new Process({ target: produce, args: [10, tasks, isOneDone, null] });
  const other = new Process({ target: produce, args: [20, tasks, isOtherDone, end] });
  const workers = [1, 2].map(() => new Process({ target: work, args: [tasks, sums] }));
  for (const process of [other, one, ...workers]) process.start();
  await one.join();
  await isOtherDone.wait();
  for (const _ of workers) await tasks.put(null);
  console.log((await sums.get()) + (await sums.get()));
  await end.set();
}
