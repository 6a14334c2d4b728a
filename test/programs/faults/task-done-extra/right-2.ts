// Four workers mark each task as done, and the pill too.

import { JoinableQueue, Process, Queue } from 'lanescope';

async function work(tasks: JoinableQueue<number | null>, results: Queue<number>) {
  for (;;) {
    const task = await tasks.get();
    if (task !== null) await results.put(task * task);
    await tasks.taskDone();
    if (task === null) break;
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<number | null>();
  const results = new Queue<number>();
  const workers = [1, 2, 3, 4].map(() => new Process({ target: work, args: [tasks, results] }));
  for (const worker of workers) worker.start();
  for (let task = 1; task <= 8; task++) await tasks.put(task);
  for (const _ of workers) await tasks.put(null);
  for (let i = 0; i < 8; i++) console.log(await results.get());
  for (const worker of workers) await worker.join();
}
