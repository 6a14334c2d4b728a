// Main holds the lock of a value while it waits for a child that has to read it.

import { Process, Value } from 'lanescope';

async function report(total: Value<number>) {
  console.log(await total.get()); //! deadlock
}

if (import.meta.main) {
  const total = new Value('int32', 3);
  await total.getLock().with(async () => {
    const reporter = new Process({ target: report, args: [total] });
    await reporter.start();
    await reporter.join(); //! lock-across-wait
  });
}
