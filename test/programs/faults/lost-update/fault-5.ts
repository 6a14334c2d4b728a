// orders: 3
// Two processes count under a lock, but only while they write: what they read may be old by then.

import { Lock, Process, sleep, Value } from 'lanescope';

async function count(lock: Lock, counter: Value<number>, ms: number) {
  await sleep(ms);
  const old = await counter.get();
  await lock.with(() => counter.set(old + 1)); //! lost-update
}

if (import.meta.main) {
  const lock = new Lock();
  const counter = new Value('int32', 0);
  const all = [0, 200].map((ms) => new Process({ target: count, args: [lock, counter, ms] }));
  for (const one of all) one.start();
  for (const one of all) await one.join();
  console.log(await counter.get());
}
