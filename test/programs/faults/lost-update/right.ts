// Two processes count up a shared value, one after the other.

import { Barrier, Process, Value } from 'lanescope';

async function countUp(counter: Value<number>, together: Barrier) {
  await together.wait();
  await counter.update((old) => old + 1);
  await together.wait();
}

if (import.meta.main) {
  const counter = new Value('int32', 0);
  const together = new Barrier(2);
  const counters = [1, 2].map(() => new Process({ target: countUp, args: [counter, together] }));
  for (const one of counters) one.start();
  for (const one of counters) await one.join();
  console.log(await counter.get());
}
