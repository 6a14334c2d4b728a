// Four workers put their results into a queue at the top level, each into its own; main finds nothing in its one.

import { Process, Queue, QueueEmptyError } from 'lanescope';

const results = new Queue<number>(); //! module-level-queue

async function square(n: number) {
  await results.put(n * n); //& module-level-queue
}

if (import.meta.main) {
  const workers = [1, 2, 3, 4].map((n) => new Process({ target: square, args: [n] }));
  for (const worker of workers) worker.start();
  for (const worker of workers) await worker.join();
  try {
    console.log(await results.get({ timeout: 200 })); //& module-level-queue
  } catch (error) {
    console.log(error instanceof QueueEmptyError);
  }
}
