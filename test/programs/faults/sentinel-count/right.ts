// Three workers share the tasks of one queue. A `null` for each of them tells it to leave.

import { Process, Queue } from 'lanescope';

async function work(tasks: Queue<number | null>, results: Queue<number>) {
  for (;;) {
    const task = await tasks.get();
    if (task === null) break;
    await results.put(task * task);
  }
}

if (import.meta.main) {
  const tasks = new Queue<number | null>();
  const results = new Queue<number>();
  const workers = [1, 2, 3].map(() => new Process({ target: work, args: [tasks, results] }));
  for (const worker of workers) worker.start();
  for (let task = 0; task < 10; task++) await tasks.put(task);
  for (const _ of workers) await tasks.put(null);
  for (let i = 0; i < 10; i++) console.log(await results.get());
}
