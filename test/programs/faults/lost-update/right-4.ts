// orders: 5
// Four processes count in a value and in an array, each inside a semaphore with one permit.

import { BoundedSemaphore, Process, SharedArray, Value } from 'lanescope';

async function count(turn: BoundedSemaphore, total: Value<number>, counts: SharedArray<number>) {
  for (let n = 0; n < 5; n++) {
    await turn.with(async () => {
      await total.set((await total.get()) + 1);
      const second = await counts.get(1);
      await counts.set(1, second + 1);
    });
  }
}

if (import.meta.main) {
  const turn = new BoundedSemaphore(1);
  const total = new Value('int32', 0);
  const counts = new SharedArray('int32', 3);
  const counters = [1, 2, 3, 4].map(() => new Process({ target: count, args: [turn, total, counts] }));
  for (const one of counters) one.start();
  for (const one of counters) await one.join();
  console.log(await total.get(), await counts.get(1));
}
