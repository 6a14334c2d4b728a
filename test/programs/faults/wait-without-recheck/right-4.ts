// orders: 8
// Two producers and two consumers share a buffer of three places, with a condition for each side and one lock for both.

import { Condition, Lock, Process, SharedArray, Value } from 'lanescope';

const places = 3;

async function produce(isFree: Condition, isFilled: Condition, used: Value<number>, buffer: SharedArray<number>) {
  for (let n = 1; n <= 6; n++) {
    await isFree.acquire();
    while ((await used.get()) === places) await isFree.wait();
    const end = await used.get();
    await buffer.set(end, n);
    await used.set(end + 1);
    await isFilled.notify();
    await isFree.release();
  }
}

async function consume(isFree: Condition, isFilled: Condition, used: Value<number>, buffer: SharedArray<number>) {
  for (let n = 1; n <= 6; n++) {
    await isFilled.acquire();
    while ((await used.get()) === 0) await isFilled.wait();
    const end = await used.get();
    console.log(await buffer.get(end - 1));
    await used.set(end - 1);
    await isFree.notify();
    await isFilled.release();
  }
}

if (import.meta.main) {
  const lock = new Lock();
  const [isFree, isFilled] = [new Condition(lock), new Condition(lock)];
  const used = new Value('int32', 0);
  const buffer = new SharedArray('int32', places);
  const targets = [produce, consume, produce, consume];
  const all = targets.map((target) => new Process({ target, args: [isFree, isFilled, used, buffer] }));
  for (const one of all) one.start();
  for (const one of all) await one.join();
}
