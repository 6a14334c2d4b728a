// A worker marks a task as done before it puts it again: join is over meanwhile, and the pills come first.

import { JoinableQueue, Process, sleep } from 'lanescope';

interface Task {
  id: number;
  isAgain: boolean;
}

async function work(tasks: JoinableQueue<Task | null>) {
  for (;;) {
    const task = await tasks.get(); //& pill-overtakes-work
    if (task === null) break;
    if (task.id === 6 && !task.isAgain) {
      await tasks.taskDone();
      await sleep(400);
      await tasks.put({ ...task, isAgain: true }); //& pill-overtakes-work
    } else {
      console.log('done', task.id);
      await tasks.taskDone();
    }
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<Task | null>();
  const workers = [1, 2].map(() => new Process({ target: work, args: [tasks] }));
  for (const worker of workers) await worker.start();
  for (let id = 1; id <= 6; id++) await tasks.put({ id, isAgain: false });
  await tasks.join();
  for (const _ of workers) await tasks.put(null); //! pill-overtakes-work
  for (const worker of workers) await worker.join();
}
