// One `null` for three workers: each puts it back for the next one before it leaves.

import { Process, Queue } from 'lanescope';

async function work(tasks: Queue<number | null>, results: Queue<number>) {
  for (;;) {
    const task = await tasks.get();
    if (task === null) {
      await tasks.put(null);
      break;
    }
    await results.put(task * task);
  }
}

if (import.meta.main) {
  const tasks = new Queue<number | null>();
  const results = new Queue<number>();
  for (let i = 0; i < 3; i++) new Process({ target: work, args: [tasks, results] }).start();
  for (let task = 0; task < 10; task++) await tasks.put(task);
  await tasks.put(null);
  for (let i = 0; i < 10; i++) console.log(await results.get());
}
