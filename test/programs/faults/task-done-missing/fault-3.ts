// One of two workers fails in the middle of its task, which is never marked as done. The join gives up after a while.

import { JoinableQueue, Process } from 'lanescope';

async function work(tasks: JoinableQueue<number>) {
  for (;;) {
    const task = await tasks.get(); //! task-done-missing
    if (task === 3) throw new Error('this one is too hard');
    await tasks.taskDone();
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<number>();
  for (const name of ['Ann', 'Bob']) new Process({ name, target: work, args: [tasks], daemon: true }).start();
  for (let task = 1; task <= 6; task++) await tasks.put(task);
  const isDone = await tasks.join({ timeout: 4000 }); //& task-done-missing
  console.log(isDone);
}
