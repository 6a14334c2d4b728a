// A trap: messages.ts with both processes started together. `empty()` says how things are, not how they will be.
//
// In the swimlane: Process-2 asks once, hears that the queue is empty and ends, long before the first message is
// put. All five arrows are missing: the messages are still in the queue when the run ends. Mend it: let the producer
// put a last item, such as null, and the consumer get until it comes.

import { Process, Queue, sleep } from 'lanescope';

async function producer(q: Queue<string>) {
  await sleep(1000);
  for (let i = 0; i < 5; i++) await q.put(`Message ${i}`);
}

async function consumer(q: Queue<string>) {
  let consumed = 0;
  while (!(await q.empty())) {
    const message = await q.get();
    console.log(`Consumed: ${message}`);
    consumed++;
  }
  console.log(`consumed ${consumed}`);
}

async function main() {
  const q = new Queue<string>();

  const p1 = new Process({ target: producer, args: [q] });
  const p2 = new Process({ target: consumer, args: [q] });

  await p2.start();
  await p1.start();
  await p1.join();
  await p2.join();
  console.log(`left behind ${await q.qsize()}`);
}

if (import.meta.main) await main();
