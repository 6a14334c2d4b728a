// A counter that the workers are given: main reads what they have counted.

import { Process, Value } from 'lanescope';

async function work(done: Value<number>) {
  await done.update((n) => n + 1);
}

if (import.meta.main) {
  const done = new Value('int32', 0);
  const workers = [1, 2, 3].map(() => new Process({ target: work, args: [done] }));
  for (const worker of workers) worker.start();
  for (const worker of workers) await worker.join();
  console.log(`${await done.get()} of 3 are done`);
}
