// orders: 5
// A mutex made of a condition and a flag guards a count. Who has a ticket owns a cell; the last to draw one tells the parent by an
// event, which then changes what the others have written.

import { Condition, Event, Process, SharedArray, sleep, Value } from 'lanescope';

interface Shared {
  free: Condition;
  taken: Value<number>;
  count: Value<number>;
  next: Value<number>;
  cells: SharedArray<number>;
  left: Value<number>;
  isFilled: Event;
}

async function work({ free, taken, count, next, cells, left, isFilled }: Shared) {
  for (;;) {
    let mine = 0;
    await next.update((n) => {
      mine = n;
      return n + 1;
    });
    if (mine >= 6) break;
    await cells.set(mine, (await cells.get(mine)) + mine);
    await free.with(async () => {
      while ((await taken.get()) === 1) await free.wait();
      await taken.set(1);
    });
    await count.set((await count.get()) + 1);
    await free.with(async () => {
      await taken.set(0);
      await free.notify();
    });
    await sleep(3);
  }
  if ((await left.update((n) => n - 1)) === 0) await isFilled.set();
}

if (import.meta.main) {
  const shared: Shared = {
    free: new Condition(),
    taken: new Value('uint8', 0, { lock: false }),
    count: new Value('int32', 0),
    next: new Value('int32', 0),
    cells: new SharedArray('int32', 6, { lock: false }),
    left: new Value('int32', 3),
    isFilled: new Event(),
  };
  const all = [1, 2, 3].map(() => new Process({ target: work, args: [shared] }));
  for (const one of all) one.start();
  await shared.isFilled.wait();
  for (let i = 0; i < 6; i++) await shared.cells.set(i, (await shared.cells.get(i)) * 2);
  await shared.count.set((await shared.count.get()) * 10);
  for (const one of all) await one.join();
  console.log(await shared.cells.slice(), await shared.count.get());
}
