// Four workers put their results into the queue that main gave them. A queue at the top level is main's own, for a list of what to do.

import { Process, Queue } from 'lanescope';

const todo = new Queue<number>();

async function square(results: Queue<number>, n: number) {
  await results.put(n * n);
}

if (import.meta.main) {
  const results = new Queue<number>();
  for (const n of [1, 2, 3, 4]) await todo.put(n);
  const workers: Process[] = [];
  while (workers.length < 4) workers.push(new Process({ target: square, args: [results, await todo.get()] }));
  for (const worker of workers) worker.start();
  for (const worker of workers) await worker.join();
  for (const _ of workers) console.log(await results.get());
}
