// A worker marks its tasks as done, the pill as well.

import { JoinableQueue, Process } from 'lanescope';

async function work(tasks: JoinableQueue<string | null>) {
  for (;;) {
    const task = await tasks.get();
    if (task !== null) console.log(task);
    await tasks.taskDone();
    if (task === null) break;
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<string | null>();
  new Process({ target: work, args: [tasks] }).start();
  for (const task of ['sow', 'water', 'reap', null]) await tasks.put(task);
  await tasks.join();
  console.log('all done');
}
