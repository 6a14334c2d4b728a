// A producer fills a queue and ends; only then does a consumer empty it.
//
// In the swimlane: the queue's depth climbs to five while only Process-1 lives, stays there while the main process waits
// in `join`, and falls to nought in Process-2. No `get` blocks. Compare empty-trap.ts, where both run at once.

import { Process, Queue } from 'lanescope';

async function producer(q: Queue<string>) {
  for (let i = 0; i < 5; i++) await q.put(`Message ${i}`);
}

async function consumer(q: Queue<string>) {
  while (!(await q.empty())) {
    const message = await q.get();
    console.log(`Consumed: ${message}`);
  }
}

async function main() {
  const q = new Queue<string>();

  const p1 = new Process({ target: producer, args: [q] });
  const p2 = new Process({ target: consumer, args: [q] });

  await p1.start();
  await p1.join(); // everything has been put when this returns
  await p2.start();
  await p2.join();
}

if (import.meta.main) await main();
