// Two workers take what there is, and a bookkeeper marks as done what they have written. Nobody marks what it takes itself.

import { JoinableQueue, Process, Queue } from 'lanescope';

async function work(tasks: JoinableQueue<number>, written: Queue<number>) {
  for await (const task of tasks) await written.put(task);
}

async function keepBooks(tasks: JoinableQueue<number>, written: Queue<number>) {
  for await (const task of written) {
    console.log('written', task);
    await tasks.taskDone();
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<number>();
  const written = new Queue<number>();
  for (let i = 0; i < 2; i++) new Process({ target: work, args: [tasks, written], daemon: true }).start();
  new Process({ target: keepBooks, args: [tasks, written], daemon: true }).start();
  for (let task = 0; task < 8; task++) await tasks.put(task);
  await tasks.join();
}
