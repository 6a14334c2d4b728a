// orders: 3
// The first process is ready, and says so, before the second one waits for it: what it says is kept in a value.

import { Condition, Process, sleep, Value } from 'lanescope';

async function prepare(ready: Condition, isReady: Value<number>) {
  await ready.with(async () => {
    console.log('prepared');
    await isReady.set(1);
    await ready.notify();
  });
}

async function cook(ready: Condition, isReady: Value<number>) {
  await sleep(400);
  await ready.with(() => ready.waitFor(async () => (await isReady.get()) === 1));
  console.log('cooked');
}

if (import.meta.main) {
  const ready = new Condition();
  const isReady = new Value('int8', 0);
  const both = [
    new Process({ target: prepare, args: [ready, isReady] }),
    new Process({ target: cook, args: [ready, isReady] }),
  ];
  for (const one of both) one.start();
  for (const one of both) await one.join();
}
