// A producer is killed in the middle of its work; main ends the consumer in its place.

import { Event, Process, Queue, sleep } from 'lanescope';

async function produce(numbers: Queue<number>, hasBegun: Event) {
  for (let n = 1; n <= 3; n++) await numbers.put(n);
  await hasBegun.set();
  await sleep(60_000);
  await numbers.put(-1);
}

async function consume(numbers: Queue<number>) {
  for (;;) {
    const n = await numbers.get();
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
  if (producer.exitCode !== 0) await numbers.put(-1);
  await consumer.join();
}
