// Two processes count up a shared value, and both begin from the same number.

import { Barrier, Process, Value } from 'lanescope';

async function countUp(counter: Value<number>, together: Barrier) {
  await together.wait();
  const old = await counter.get(); //& lost-update
  await together.wait();
  await counter.set(old + 1); //! lost-update
}

if (import.meta.main) {
  const counter = new Value('int32', 0);
  const together = new Barrier(2);
  const counters = [1, 2].map(() => new Process({ target: countUp, args: [counter, together] }));
  for (const one of counters) one.start();
  for (const one of counters) await one.join();
  console.log(await counter.get());
}
