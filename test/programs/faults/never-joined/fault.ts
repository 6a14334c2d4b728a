// A child adds up numbers; its parent reads the sum as soon as the child has begun, and does not wait for its end.

import { Event, Process, sleep, Value } from 'lanescope';

async function addUp(numbers: number[], sum: Value<number>, begun: Event) {
  await begun.set();
  await sleep(600); // stands for some work
  await sum.set(numbers.reduce((a, b) => a + b, 0)); //& never-joined
}

if (import.meta.main) {
  const sum = new Value('int32', 0);
  const begun = new Event();
  const adder = new Process({ target: addUp, args: [[1, 2, 3], sum, begun] });
  adder.start(); //& never-joined
  await begun.wait();
  console.log('the sum is', await sum.get()); //! never-joined
}
