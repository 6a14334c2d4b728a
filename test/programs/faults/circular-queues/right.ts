// The main process takes a result whenever there are as many tasks under way as there is room for.

import { Process, Queue } from 'lanescope';

async function work(tasks: Queue<number>, results: Queue<number>) {
  for await (const task of tasks) {
    await results.put(task * task);
  }
}

if (import.meta.main) {
  const tasks = new Queue<number>({ maxsize: 2 });
  const results = new Queue<number>({ maxsize: 2 });
  new Process({ target: work, args: [tasks, results], daemon: true }).start();
  for (let task = 1; task <= 10; task++) {
    if (task > 2) console.log(await results.get());
    await tasks.put(task);
  }
  for (let task = 9; task <= 10; task++) console.log(await results.get());
}
