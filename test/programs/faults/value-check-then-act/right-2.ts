// orders: 3
// Four processes keep one another out of a kitchen with a lock, and count who was in.

import { Process, sleep, Value } from 'lanescope';

async function cook(busy: Value<number>, ms: number) {
  await sleep(ms);
  await busy.getLock().with(async () => {
    if ((await busy.get()) === 1) return;
    await busy.set(1);
    console.log('cooking');
    await sleep(350);
    await busy.set(0);
  });
}

if (import.meta.main) {
  const busy = new Value('int32', 0);
  const cooks = [0, 200, 900, 1100].map((ms) => new Process({ target: cook, args: [busy, ms] }));
  for (const one of cooks) one.start();
  for (const one of cooks) await one.join();
}
