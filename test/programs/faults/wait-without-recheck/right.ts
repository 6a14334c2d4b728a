// Two eaters wait for a cake. There is one, and both are told: the second looks again, and waits on.

import { Condition, Process, Semaphore, Value } from 'lanescope';

async function eat(cakes: Value<number>, baked: Condition, there: Semaphore) {
  await baked.with(async () => {
    await there.release();
    while ((await cakes.get()) === 0) await baked.wait();
    const left = await cakes.update((n) => n - 1);
    console.log(`eaten, ${left} left`);
  });
}

if (import.meta.main) {
  const cakes = new Value('int32', 0);
  const baked = new Condition();
  const there = new Semaphore(0);
  const eaters = [1, 2].map(() => new Process({ target: eat, args: [cakes, baked, there], daemon: true }));
  for (const one of eaters) one.start();
  for (const _ of eaters) await there.acquire();
  await baked.with(async () => {
    await cakes.set(1);
    await baked.notifyAll();
  });
  for (const one of eaters) await one.join({ timeout: 800 });
}
