// orders: 3
// The first process is ready, and says so, before the second one waits for it.

import { Condition, Process, sleep } from 'lanescope';

async function prepare(ready: Condition) {
  await ready.with(async () => {
    console.log('prepared');
    await ready.notify(); //& lost-wakeup
  });
}

async function cook(ready: Condition) {
  await sleep(400);
  await ready.with(() => ready.wait()); //! lost-wakeup deadlock
  console.log('cooked');
}

if (import.meta.main) {
  const ready = new Condition();
  const both = [new Process({ target: prepare, args: [ready] }), new Process({ target: cook, args: [ready] })];
  for (const one of both) one.start();
  for (const one of both) await one.join();
}
