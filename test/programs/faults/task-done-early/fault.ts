// The worker says that a task is done, and then puts its result. Whoever joins the tasks finds no result there.

import { JoinableQueue, Process, Queue, sleep } from 'lanescope';

async function work(tasks: JoinableQueue<number>, results: Queue<number>) {
  for (;;) {
    const task = await tasks.get();
    await tasks.taskDone(); //! task-done-early
    await sleep(300);
    await results.put(task * task); //& task-done-early
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<number>();
  const results = new Queue<number>();
  new Process({ target: work, args: [tasks, results], daemon: true }).start();
  for (let task = 1; task <= 3; task++) await tasks.put(task);
  await tasks.join();
  while (!(await results.empty())) console.log(await results.get()); //& task-done-early
  await sleep(600); // stands for what else is to be done
}
