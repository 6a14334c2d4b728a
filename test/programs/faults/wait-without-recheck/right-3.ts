// orders: 5
// Four visitors wait at a gate that is opened once and stays open: there is nothing to look at again.

import { Condition, Process, sleep, Value } from 'lanescope';

async function visit(gate: Condition, isOpen: Value<number>, visitors: Value<number>, ms: number) {
  await sleep(ms);
  await gate.with(async () => {
    if ((await isOpen.get()) === 0) await gate.wait();
    await visitors.update((n) => n + 1);
  });
}

if (import.meta.main) {
  const gate = new Condition();
  const [isOpen, visitors] = [new Value('int8', 0), new Value('int32', 0)];
  const all = [0, 0, 0, 900].map((ms) => new Process({ target: visit, args: [gate, isOpen, visitors, ms] }));
  for (const one of all) one.start();
  await sleep(500);
  await gate.with(async () => {
    await isOpen.set(1);
    await gate.notifyAll();
  });
  for (const one of all) await one.join();
  console.log(await visitors.get());
}
