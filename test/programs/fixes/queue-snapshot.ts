// The consumer asks whether the queue is empty before the producer has put anything, and leaves.

import { Event, Process, Queue } from 'lanescope';

async function producer(q: Queue<string>, asked: Event) {
  await asked.wait();
  for (let i = 0; i < 3; i++) {
    await q.put(`message ${i}`);
  }
}

async function consumer(q: Queue<string>, asked: Event) {
  let consumed = 0;
  setTimeout(() => asked.set()); // when it has asked once
  while (!(await q.empty())) {
    const message = await q.get();
    console.log(message);
    consumed++;
  }
  console.log('consumed', consumed);
}

async function main() {
  const q = new Queue<string>();
  const asked = new Event();
  const first = new Process({ target: producer, args: [q, asked] });
  const second = new Process({ target: consumer, args: [q, asked] });
  first.start();
  second.start();
  await first.join();
  await second.join();
  console.log('left behind', await q.qsize());
}

if (import.meta.main) await main();
