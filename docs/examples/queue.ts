// A producer that is done says so by `shutdown`; the loop over the queue ends when everything was taken.

import { Process, Queue, sleep } from 'lanescope';

async function produce(tasks: Queue<number>) {
  for (const task of [1, 2, 3]) {
    await sleep(150);
    await tasks.put(task);
  }
  await tasks.shutdown();
}

async function main() {
  const tasks = new Queue<number>();
  new Process({ target: produce, args: [tasks] }).start();
  for await (const task of tasks) console.log('task', task); // waits for each
  console.log('no more');
}

if (import.meta.main) await main();

// Prints:
// task 1
// task 2
// task 3
// no more
