// Everybody waits, but main has a timer: what it does then wakes the others, one after the other.

import { Process, Queue } from 'lanescope';

async function passOn(from: Queue<number>, to: Queue<number>) {
  await to.put((await from.get()) + 1);
}

if (import.meta.main) {
  const queues = [1, 2, 3, 4].map((n) => new Queue<number>({ name: `stage ${n}` }));
  const stages = queues.slice(1).map((to, i) => new Process({ target: passOn, args: [queues[i], to] }));
  for (const stage of stages) stage.start();
  setTimeout(() => queues[0].put(0), 700);
  console.log(await queues[3].get());
  for (const stage of stages) await stage.join();
}
