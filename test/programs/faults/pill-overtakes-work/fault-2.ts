// Two producers and two consumers. The pills come when one producer has ended; that the other one was quick enough is luck.

import { Event, Process, Queue } from 'lanescope';

async function produce(first: number, tasks: Queue<number | null>, end: Event | null) {
  for (let i = 0; i < 4; i++) await tasks.put(first + i); //& pill-overtakes-work
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
  const end = new Event();
  const one = new Process({ target: produce, args: [10, tasks, null] });
  const other = new Process({ target: produce, args: [20, tasks, end] });
  const workers = [1, 2].map(() => new Process({ target: work, args: [tasks, sums] }));
  for (const process of [other, one, ...workers]) process.start();
  await one.join();
  for (const _ of workers) await tasks.put(null); //! pill-overtakes-work
  console.log((await sums.get()) + (await sums.get()));
  await end.set();
}
