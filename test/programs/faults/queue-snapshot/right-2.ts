// Four workers each try to get a task, and three of them are told that there is none.

import { Barrier, Process, Queue, QueueEmptyError } from 'lanescope';

async function work(tasks: Queue<string>, together: Barrier) {
  await together.wait();
  try {
    const task = await tasks.getNowait();
    console.log(task);
  } catch (error) {
    if (!(error instanceof QueueEmptyError)) throw error;
  }
}

if (import.meta.main) {
  const tasks = new Queue<string>();
  const together = new Barrier(4);
  await tasks.put('the only one');
  const workers = [1, 2, 3, 4].map(() => new Process({ target: work, args: [tasks, together] }));
  for (const worker of workers) worker.start();
}
