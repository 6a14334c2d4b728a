// A child counts up to ten in a shared value; its parent reads the value once, as soon as the child has been started.

import { Process, sleep, Value } from 'lanescope';

async function count(total: Value<number>) {
  for (let n = 1; n <= 10; n++) {
    await sleep(30); // stands for some work
    await total.update((old) => old + n); //& never-joined
  }
}

if (import.meta.main) {
  const total = new Value('int32', 0);
  await new Process({ target: count, args: [total], name: 'counter' }).start(); //& never-joined
  console.log('the total is', await total.get()); //! never-joined
}
