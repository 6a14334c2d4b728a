// A producer puts random numbers, each after a pause of random length; `null` tells the consumer that it was the last.
//
// In the swimlane: the consumer's bar says *empty* where it is quicker than the producer; where it is slower, items stay
// in the queue and its depth grows. The main process joins the producer first, so `null` comes behind every number.

import { Process, Queue, sleep } from 'lanescope';

/** A random whole number from `low` to `high`. */
function randomInteger(low: number, high: number): number {
  return low + Math.floor(Math.random() * (high - low + 1));
}

/** Puts five numbers into the queue. */
async function producer(queue: Queue<number | null>) {
  for (let i = 0; i < 5; i++) {
    const number = randomInteger(1, 100);
    await queue.put(number);
    console.log(`Producer: Put ${number} into the queue.`);
    await sleep(Math.random() * 1000);
  }
}

/** Gets numbers from the queue until there are no more. */
async function consumer(queue: Queue<number | null>) {
  while (true) {
    const number = await queue.get();
    if (number === null) {
      console.log('Consumer: Received termination signal.');
      break;
    }
    console.log(`Consumer: Got ${number} from the queue.`);
    await sleep(Math.random() * 1000);
  }
}

async function main() {
  const queue = new Queue<number | null>();
  const producerProcess = new Process({ target: producer, args: [queue] });
  const consumerProcess = new Process({ target: consumer, args: [queue] });
  await producerProcess.start();
  await consumerProcess.start();

  await producerProcess.join();
  await queue.put(null);
  await consumerProcess.join();
  console.log('Done!');
}

if (import.meta.main) await main();
