// The creator puts when its consumer has asked for the size of the queue.

import { Event, Process, Queue } from 'lanescope';

async function consumer(q: Queue<number>, asked: Event) {
  let sum = 0;
  setTimeout(() => asked.set()); // when it has asked once
  for (;;) {
    if ((await q.qsize()) === 0) break;
    sum += await q.get();
  }
  console.log('sum', sum);
}

async function main() {
  const q = new Queue<number>();
  const asked = new Event();
  const child = new Process({ target: consumer, args: [q, asked] });
  child.start();
  await asked.wait();
  for (const n of [1, 2, 3]) q.put(n);
  await child.join();
}

if (import.meta.main) await main();
