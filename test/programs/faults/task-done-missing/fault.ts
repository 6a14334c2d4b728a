// A worker marks its tasks as done, and leaves with the pill without marking that: the join waits for ever.

import { JoinableQueue, Process } from 'lanescope';

async function work(tasks: JoinableQueue<string | null>) {
  for (;;) {
    const task = await tasks.get(); //! task-done-missing
    if (task === null) break;
    console.log(task);
    await tasks.taskDone(); //& task-done-missing
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<string | null>();
  new Process({ target: work, args: [tasks] }).start();
  for (const task of ['sow', 'water', 'reap', null]) await tasks.put(task);
  await tasks.join(); //! deadlock
  console.log('all done');
}
