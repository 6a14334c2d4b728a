// The main process waits for the end of its worker, and only then takes the results: more than the queue has room for.

import { Process, Queue } from 'lanescope';

async function square(count: number, results: Queue<number>) {
  for (let n = 1; n <= count; n++) await results.put(n * n); //! deadlock
}

if (import.meta.main) {
  const results = new Queue<number>({ maxsize: 4 });
  const worker = new Process({ target: square, args: [10, results] });
  worker.start();
  await worker.join(); //! join-before-get
  for (let n = 1; n <= 10; n++) console.log(await results.get());
}
