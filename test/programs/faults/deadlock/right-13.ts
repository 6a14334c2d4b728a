// Main lets go of the lock of a value before it waits for a child that has to read it.

import { Process, Value } from 'lanescope';

async function report(total: Value<number>) {
  console.log(await total.get());
}

if (import.meta.main) {
  const total = new Value('int32', 3);
  const reporter = new Process({ target: report, args: [total] });
  await total.getLock().with(async () => {
    await reporter.start();
  });
  await reporter.join();
}
