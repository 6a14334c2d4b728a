// orders: 2
// A child measures something, and its parent waits until it says that it has.

import { Event, Process, sleep, Value } from 'lanescope';

async function measure(degrees: Value<number>, measured: Event) {
  await sleep(100); // stands for some work
  await degrees.set(21.5);
  await measured.set();
}

if (import.meta.main) {
  const degrees = new Value('float64', 0);
  const measured = new Event();
  const sensor = new Process({ target: measure, args: [degrees, measured] });
  await sensor.start();
  await sleep(1000);
  await measured.wait();
  console.log('it is', await degrees.get());
  await sensor.join();
}
