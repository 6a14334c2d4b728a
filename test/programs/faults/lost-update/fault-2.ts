// orders: 3
// Four processes count up a shared value without its lock. One comes after the other, by luck; nothing makes them.

import { Process, sleep, Value } from 'lanescope';

async function countUp(counter: Value<number>, ms: number) {
  await sleep(ms);
  const old = await counter.get();
  await counter.set(old + 1); //! lost-update
}

if (import.meta.main) {
  const counter = new Value('int32', 0);
  const counters = [0, 150, 300, 450].map((ms) => new Process({ target: countUp, args: [counter, ms] }));
  for (const one of counters) one.start();
  for (const one of counters) await one.join();
  console.log(await counter.get());
}
