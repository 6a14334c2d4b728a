// orders: 5
// A clock ticks in a condition, again and again; who comes late hears the next tick.

import { Condition, Process, sleep, Value } from 'lanescope';

async function listen(tick: Condition, ms: number) {
  await sleep(ms);
  for (let n = 0; n < 3; n++) await tick.with(() => tick.wait());
  console.log('has heard three');
}

async function run(tick: Condition, isStopped: Value<number>) {
  while ((await isStopped.get()) === 0) {
    await tick.with(() => tick.notifyAll());
    await sleep(30);
  }
}

if (import.meta.main) {
  const tick = new Condition();
  const isStopped = new Value('int8', 0);
  const clock = new Process({ target: run, args: [tick, isStopped] });
  clock.start();
  const listeners = [0, 200, 400].map((ms) => new Process({ target: listen, args: [tick, ms] }));
  for (const one of listeners) one.start();
  for (const one of listeners) await one.join();
  await isStopped.set(1);
  await clock.join();
}
