// A child adds up numbers; its parent reads the sum when the child has ended.

import { Event, Process, sleep, Value } from 'lanescope';

async function addUp(numbers: number[], sum: Value<number>, begun: Event) {
  await begun.set();
  await sleep(600); // stands for some work
  await sum.set(numbers.reduce((a, b) => a + b, 0));
}

if (import.meta.main) {
  const sum = new Value('int32', 0);
  const begun = new Event();
  const adder = new Process({ target: addUp, args: [[1, 2, 3], sum, begun] });
  adder.start();
  await begun.wait();
  await adder.join();
  console.log('the sum is', await sum.get());
}
