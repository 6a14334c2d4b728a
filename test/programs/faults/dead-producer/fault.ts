// A producer is killed in the middle of its work; the consumer waits for the rest for ever.

import { Event, Process, Queue, sleep } from 'lanescope';

async function produce(numbers: Queue<number>, hasBegun: Event) {
  for (let n = 1; n <= 3; n++) await numbers.put(n); //& dead-producer
  await hasBegun.set();
  await sleep(60_000);
  await numbers.put(-1);
}

async function consume(numbers: Queue<number>) {
  for (;;) {
    const n = await numbers.get(); //! dead-producer deadlock
    if (n < 0) break;
    console.log(n);
  }
}

if (import.meta.main) {
  const [numbers, hasBegun] = [new Queue<number>(), new Event()];
  const producer = new Process({ target: produce, args: [numbers, hasBegun] });
  const consumer = new Process({ target: consume, args: [numbers] });
  for (const one of [producer, consumer]) one.start();
  await hasBegun.wait();
  await producer.kill();
  await producer.join();
  await consumer.join(); //& deadlock
}
