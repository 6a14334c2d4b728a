// Two producers and three workers. For each worker there is a sentinel, and one more for a worker that was there once.

import { Process, Queue } from 'lanescope';

async function produce(first: number, tasks: Queue<number | 'stop'>) {
  for (let i = 0; i < 5; i++) await tasks.put(first + i);
}

async function work(tasks: Queue<number | 'stop'>, done: Queue<number>) {
  let sum = 0;
  for await (const task of tasks) {
    if (task === 'stop') break;
    sum += task;
  }
  await done.put(sum);
}

if (import.meta.main) {
  const tasks = new Queue<number | 'stop'>();
  const done = new Queue<number>();
  const producers = [100, 200].map((first) => new Process({ target: produce, args: [first, tasks] }));
  const workers = [1, 2, 3].map(() => new Process({ target: work, args: [tasks, done] }));
  for (const one of [...producers, ...workers]) one.start();
  for (const one of producers) await one.join();
  for (let i = 0; i < 4; i++) await tasks.put('stop'); //! sentinel-count
  for (const one of workers) await one.join();
  console.log((await done.get()) + (await done.get()) + (await done.get()));
}
