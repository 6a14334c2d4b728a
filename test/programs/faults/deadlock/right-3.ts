// A producer fills a queue with room for two; main takes everything out and then waits for its end.

import { Process, Queue } from 'lanescope';

async function produce(results: Queue<number>) {
  for (let n = 1; n <= 5; n++) {
    await results.put(n);
  }
}

if (import.meta.main) {
  const results = new Queue<number>({ maxsize: 2 });
  const producer = new Process({ target: produce, args: [results] });
  producer.start();
  for (let n = 1; n <= 5; n++) console.log(await results.get());
  await producer.join();
}
