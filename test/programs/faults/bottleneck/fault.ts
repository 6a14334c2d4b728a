// orders: 2
// Two cooks fill a counter, and one waiter, who is slower than both, empties it.

import { Process, Queue, sleep } from 'lanescope';

async function cook(counter: Queue<number>) {
  for (let dish = 0; dish < 60; dish++) {
    await sleep(10);
    await counter.put(dish); //& bottleneck
  }
}

async function serve(counter: Queue<number>) {
  while ((await counter.get()) >= 0) await sleep(20); //! bottleneck
}

if (import.meta.main) {
  const counter = new Queue<number>({ maxsize: 4 });
  const cooks = [1, 2].map(() => new Process({ target: cook, args: [counter] }));
  const waiters = [1].map(() => new Process({ target: serve, args: [counter] }));
  for (const one of [...cooks, ...waiters]) one.start();
  for (const one of cooks) await one.join();
  for (const _ of waiters) await counter.put(-1);
  for (const one of waiters) await one.join();
}
