// The consumer takes what is there and leaves when the queue is empty: the producer has only made a pause.

import { Event, Process, Queue } from 'lanescope';

async function produce(q: Queue<string>, pauseIsOver: Event) {
  await q.put('first');
  await q.put('second');
  await pauseIsOver.wait();
  await q.put('third'); //& queue-snapshot
}

async function consume(q: Queue<string>) {
  console.log(await q.get());
  for (;;) {
    if (await q.empty()) break; //! queue-snapshot
    console.log(await q.get());
  }
}

if (import.meta.main) {
  const q = new Queue<string>();
  const pauseIsOver = new Event();
  const producer = new Process({ target: produce, args: [q, pauseIsOver] });
  const consumer = new Process({ target: consume, args: [q] });
  for (const one of [producer, consumer]) one.start();
  setTimeout(() => pauseIsOver.set(), 2500);
  for (const one of [producer, consumer]) await one.join();
}
