// The main process waits for the end of its worker, and only then takes the results: more than the queue may have bytes.

import { Process, Queue } from 'lanescope';

async function write(count: number, results: Queue<string>) {
  for (let n = 1; n <= count; n++) await results.put('x'.repeat(n * 100)); //! deadlock
}

if (import.meta.main) {
  const results = new Queue<string>({ maxBytes: 2000 });
  const worker = new Process({ target: write, args: [10, results] });
  worker.start();
  await worker.join(); //! join-before-get
  for (let n = 1; n <= 10; n++) console.log((await results.get()).length);
}
