// A counter at the top level: the workers count up their own, and main reads the one that nobody has counted.

import { Process, Value } from 'lanescope';

const done = new Value('int32', 0); //! module-level-queue

async function work() {
  await done.update((n) => n + 1); //& module-level-queue
}

if (import.meta.main) {
  const workers = [1, 2, 3].map(() => new Process({ target: work }));
  for (const worker of workers) worker.start();
  for (const worker of workers) await worker.join();
  console.log(`${await done.get()} of 3 are done`); //& module-level-queue
}
