// The main process takes the results of its worker, and then waits for its end.

import { Process, Queue } from 'lanescope';

async function square(count: number, results: Queue<number>) {
  for (let n = 1; n <= count; n++) await results.put(n * n);
}

if (import.meta.main) {
  const results = new Queue<number>({ maxsize: 4 });
  const worker = new Process({ target: square, args: [10, results] });
  worker.start();
  for (let n = 1; n <= 10; n++) console.log(await results.get());
  await worker.join();
}
