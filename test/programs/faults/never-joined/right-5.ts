// A child counts up to ten in a shared value; its parent reads the value once, when the child has ended.

import { Process, sleep, Value } from 'lanescope';

async function count(total: Value<number>) {
  for (let n = 1; n <= 10; n++) {
    await sleep(30); // stands for some work
    await total.update((old) => old + n);
  }
}

if (import.meta.main) {
  const total = new Value('int32', 0);
  const counter = new Process({ target: count, args: [total], name: 'counter' });
  await counter.start();
  await counter.join();
  console.log('the total is', await total.get());
}
