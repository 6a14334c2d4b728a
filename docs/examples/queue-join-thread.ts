// Two puts that nobody awaited do not fit yet; `joinThread` waits until the consumer has made room for them.

import { Process, Queue, sleep } from 'lanescope';

async function consume(q: Queue<number>) {
  await sleep(300);
  console.log(await q.get(), await q.get(), await q.get());
}

async function main() {
  const q = new Queue<number>({ maxsize: 1 });
  const consumer = new Process({ target: consume, args: [q] });
  consumer.start();
  for (const n of [1, 2, 3]) q.put(n); // waits for room, unawaited
  q.close();
  await q.joinThread(); // until that wait is over
  await consumer.join();
  console.log('all three are safe');
}

if (import.meta.main) await main();

// Prints:
// 1 2 3
// all three are safe
