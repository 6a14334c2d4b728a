// orders: 2
// A child measures something, and its parent sleeps for as long as that surely takes.

import { Process, sleep, Value } from 'lanescope';

async function measure(degrees: Value<number>) {
  await sleep(100); // stands for some work
  await degrees.set(21.5); //& order-by-sleep
}

if (import.meta.main) {
  const degrees = new Value('float64', 0);
  const sensor = new Process({ target: measure, args: [degrees] });
  await sensor.start();
  await sleep(1000); //! order-by-sleep
  console.log('it is', await degrees.get()); //& order-by-sleep
  await sensor.join();
}
