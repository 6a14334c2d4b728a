// The main process takes the results, which are more than the queue may have bytes, and then waits for the end of its worker.

import { Process, Queue } from 'lanescope';

async function write(count: number, results: Queue<string>) {
  for (let n = 1; n <= count; n++) await results.put('x'.repeat(n * 100));
}

if (import.meta.main) {
  const results = new Queue<string>({ maxBytes: 2000 });
  const worker = new Process({ target: write, args: [10, results] });
  worker.start();
  for (let n = 1; n <= 10; n++) console.log((await results.get()).length);
  await worker.join();
}
