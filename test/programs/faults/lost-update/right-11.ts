// orders: 5
// A number is changed by whoever comes last to a barrier, before anybody is let go; and by the parent, when all have come.

import { Barrier, Process, Value } from 'lanescope';

async function tick(generation: Value<number>) {
  await generation.set((await generation.get()) + 1);
}

async function live(barrier: Barrier, met: Barrier, generation: Value<number>) {
  for (let n = 0; n < 4; n++) await barrier.wait();
  // who is let go knows what the action has done
  if ((await met.wait()) === 0) await generation.set((await generation.get()) * 10);
}

if (import.meta.main) {
  const generation = new Value('int32', 0, { lock: false });
  const barrier = new Barrier(3, { action: tick, actionArgs: [generation] });
  const met = new Barrier(3);
  const all = [1, 2, 3].map(() => new Process({ target: live, args: [barrier, met, generation] }));
  for (const one of all) one.start();
  for (const one of all) await one.join();
  console.log(await generation.get());
}
