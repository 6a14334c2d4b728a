// The main process puts all tasks before it takes a result. The worker cannot put one more result, and so takes no more tasks.

import { Process, Queue } from 'lanescope';

async function work(tasks: Queue<number>, results: Queue<number>) {
  for await (const task of tasks) {
    await results.put(task * task); //! deadlock
  }
}

if (import.meta.main) {
  const tasks = new Queue<number>({ maxsize: 2 });
  const results = new Queue<number>({ maxsize: 2 });
  new Process({ target: work, args: [tasks, results], daemon: true }).start();
  for (let task = 1; task <= 10; task++) await tasks.put(task); //! circular-queues
  for (let task = 1; task <= 10; task++) console.log(await results.get());
}
