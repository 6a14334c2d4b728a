// orders: 5
// One process sets a state, and the others look at it and do what it says; only one ever sets it.

import { Process, sleep, Value } from 'lanescope';

async function follow(state: Value<number>) {
  while ((await state.get()) !== 2) await sleep(10);
  console.log('stopped');
}

async function lead(state: Value<number>) {
  for (const next of [1, 2]) {
    await sleep(50);
    if ((await state.get()) < next) await state.set(next);
  }
}

if (import.meta.main) {
  const state = new Value('int8', 0);
  const all = [lead, follow, follow].map((target) => new Process({ target, args: [state] }));
  for (const one of all) one.start();
  for (const one of all) await one.join();
}
