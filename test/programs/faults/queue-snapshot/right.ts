// The consumer takes what is there and leaves when the producer has said that nothing more comes.

import { Event, Process, Queue } from 'lanescope';

async function produce(q: Queue<string | null>, pauseIsOver: Event) {
  await q.put('first');
  await q.put('second');
  await pauseIsOver.wait();
  await q.put('third');
  await q.put(null);
}

async function consume(q: Queue<string | null>) {
  for (;;) {
    const item = await q.get();
    if (item === null) break;
    console.log(item);
  }
}

if (import.meta.main) {
  const q = new Queue<string | null>();
  const pauseIsOver = new Event();
  const producer = new Process({ target: produce, args: [q, pauseIsOver] });
  const consumer = new Process({ target: consume, args: [q] });
  for (const one of [producer, consumer]) one.start();
  setTimeout(() => pauseIsOver.set(), 2500);
  for (const one of [producer, consumer]) await one.join();
}
