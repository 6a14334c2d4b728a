// A worker fails before it has marked its task as done, and main waits until all tasks are.

import { exit, JoinableQueue, Process } from 'lanescope';

async function work(tasks: JoinableQueue<string>) {
  console.log(`does ${await tasks.get()}`); //! task-done-missing
  exit(3);
}

if (import.meta.main) {
  const tasks = new JoinableQueue<string>();
  const worker = new Process({ target: work, args: [tasks] });
  await worker.start();
  await tasks.put('the dishes');
  await worker.join();
  await tasks.join(); //! deadlock
}
