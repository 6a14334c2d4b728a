// What is read after a sleep may be whatever it is then: the latest of many numbers, or whether it is time to stop.

import { Process, sleep, Value } from 'lanescope';

async function measure(degrees: Value<number>) {
  for (let i = 0; ; i++) {
    await degrees.set(20 + i / 10);
    await sleep(50);
  }
}

async function work(stop: Value<number>) {
  while (true) {
    await sleep(500);
    if ((await stop.get()) !== 0) break;
  }
}

if (import.meta.main) {
  const degrees = new Value('float64', 0);
  const stop = new Value('int32', 0);
  new Process({ target: measure, args: [degrees], daemon: true }).start();
  const worker = new Process({ target: work, args: [stop] });
  await worker.start();
  await stop.set(7);
  await sleep(800);
  console.log('it is', await degrees.get());
  await worker.join();
}
