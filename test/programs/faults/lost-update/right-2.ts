// orders: 3
// Four processes count up a shared value, each under its lock, and the last reads it when all have ended.

import { Process, sleep, Value } from 'lanescope';

async function countUp(counter: Value<number>, ms: number) {
  await sleep(ms);
  await counter.getLock().with(async () => {
    const old = await counter.get();
    await counter.set(old + 1);
  });
}

if (import.meta.main) {
  const counter = new Value('int32', 0);
  const counters = [0, 150, 300, 450].map((ms) => new Process({ target: countUp, args: [counter, ms] }));
  for (const one of counters) one.start();
  for (const one of counters) await one.join();
  const last = await counter.get();
  await counter.set(last * 10);
  console.log(await counter.get());
}
