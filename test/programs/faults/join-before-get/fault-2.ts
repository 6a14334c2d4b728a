// Four workers. The main process waits until all tasks are done before it takes a result, and for six there is no room.

import { JoinableQueue, Process, Queue } from 'lanescope';

async function work(tasks: JoinableQueue<number>, results: Queue<number>) {
  for await (const task of tasks) {
    await results.put(task * task); //! deadlock
    await tasks.taskDone();
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<number>();
  const results = new Queue<number>({ maxsize: 2 });
  for (let i = 0; i < 4; i++) new Process({ target: work, args: [tasks, results], daemon: true }).start();
  for (let task = 1; task <= 8; task++) await tasks.put(task);
  await tasks.join(); //! join-before-get
  for (let task = 1; task <= 8; task++) console.log(await results.get());
}
