// Four workers are told that there is a task, and all get: three of them wait for ever.

import { Barrier, Process, Queue } from 'lanescope';

async function work(tasks: Queue<string>, together: Barrier) {
  const hasNone = await tasks.empty(); //! queue-snapshot
  await together.wait();
  if (hasNone) return;
  const task = await tasks.get(); //! deadlock
  console.log(task);
}

if (import.meta.main) {
  const tasks = new Queue<string>();
  const together = new Barrier(4);
  await tasks.put('the only one');
  const workers = [1, 2, 3, 4].map(() => new Process({ target: work, args: [tasks, together] }));
  for (const worker of workers) worker.start();
}
