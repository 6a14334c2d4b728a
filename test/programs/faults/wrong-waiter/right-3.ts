// orders: 8
// Producers and consumers wait in one condition for different things, and all are told of each change.

import { Condition, Process, Value } from 'lanescope';

async function produce(changed: Condition, used: Value<number>) {
  for (let n = 0; n < 6; n++) {
    await changed.with(async () => {
      await changed.waitFor(async () => (await used.get()) < 2);
      await used.update((old) => old + 1);
      await changed.notifyAll();
    });
  }
}

async function consume(changed: Condition, used: Value<number>) {
  for (let n = 0; n < 6; n++) {
    await changed.with(async () => {
      await changed.waitFor(async () => (await used.get()) > 0);
      await used.update((old) => old - 1);
      await changed.notifyAll();
    });
  }
}

if (import.meta.main) {
  const changed = new Condition();
  const used = new Value('int32', 0);
  const all = [produce, consume, produce, consume].map((target) => new Process({ target, args: [changed, used] }));
  for (const one of all) one.start();
  for (const one of all) await one.join();
}
