// A creator puts numbers on a queue, a consumer takes them off and doubles them.
//
// In the swimlane: both children use the one queue `q`, whose lane lies below the process that made it. Four arrows lead
// from Process-1 to Process-2, one for each number, in the order in which they were put. The last number, -1, is the
// sentinel: the consumer handles it like the others and then stops.

import { Process, Queue } from 'lanescope';

const sentinel = -1;

/** Creates data to be consumed. */
async function creator(data: number[], q: Queue<number>) {
  console.log('Creating data and putting it on the queue');
  for (const item of data) await q.put(item);
}

/** Consumes data; all that it does with them is to double them. */
async function consumer(q: Queue<number>) {
  while (true) {
    const data = await q.get();
    console.log(`data found to be processed: ${data}`);
    const processed = data * 2;
    console.log(processed);
    if (data === sentinel) break;
  }
}

async function main() {
  const q = new Queue<number>();
  const data = [5, 10, 13, sentinel];
  const processOne = new Process({ target: creator, args: [data, q] });
  const processTwo = new Process({ target: consumer, args: [q] });
  await processOne.start();
  await processTwo.start();

  // The main process puts nothing itself: closing its end of the queue does not disturb the children.
  q.close();
  await q.joinThread();

  await processOne.join();
  await processTwo.join();
}

if (import.meta.main) await main();
