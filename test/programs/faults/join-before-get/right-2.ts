// Four workers. The main process takes the results while they work, and then waits until all tasks are done.

import { JoinableQueue, Process, Queue } from 'lanescope';

async function work(tasks: JoinableQueue<number>, results: Queue<number>) {
  for await (const task of tasks) {
    await results.put(task * task);
    await tasks.taskDone();
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<number>();
  const results = new Queue<number>({ maxsize: 2 });
  for (let i = 0; i < 4; i++) new Process({ target: work, args: [tasks, results], daemon: true }).start();
  for (let task = 1; task <= 8; task++) await tasks.put(task);
  for (let task = 1; task <= 8; task++) console.log(await results.get());
  await tasks.join();
}
