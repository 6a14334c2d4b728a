// A task is marked as done in `finally`, whether it went well or not.

import { JoinableQueue, Process } from 'lanescope';

async function work(tasks: JoinableQueue<number>) {
  for await (const task of tasks) {
    try {
      console.log(task * task);
    } finally {
      await tasks.taskDone();
    }
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<number>();
  for (let task = 1; task <= 4; task++) await tasks.put(task);
  const worker = new Process({ target: work, args: [tasks] });
  worker.start();
  await tasks.join();
  await tasks.shutdown();
  await worker.join();
}
