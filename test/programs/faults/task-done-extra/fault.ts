// A task that went well is marked as done where its work ends, and once more in `finally`.

import { JoinableQueue, Process } from 'lanescope';

async function work(tasks: JoinableQueue<number>) {
  for await (const task of tasks) {
    try {
      console.log(task * task);
      await tasks.taskDone(); //& task-done-extra
    } finally {
      await tasks.taskDone(); //! task-done-extra
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
