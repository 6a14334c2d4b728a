// A producer fills a queue with room for two; main waits for its end before it takes anything out.

import { Process, Queue } from 'lanescope';

async function produce(results: Queue<number>) {
  for (let n = 1; n <= 5; n++) {
    await results.put(n); //! deadlock
  }
}

if (import.meta.main) {
  const results = new Queue<number>({ maxsize: 2 });
  const producer = new Process({ target: produce, args: [results] });
  producer.start();
  await producer.join(); //! join-before-get
  for (let n = 1; n <= 5; n++) console.log(await results.get());
}
