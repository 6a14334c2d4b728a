// Two processes count together. `update` reads and writes in one step, so no count is lost.

import { Process, sleep, Value } from 'lanescope';

async function count(counter: Value) {
  for (let i = 0; i < 2; i++) {
    await counter.update((n) => n + 1);
    await sleep(50);
  }
}

async function main() {
  const counter = new Value('int32', 0);
  const workers = [1, 2].map(() => new Process({ target: count, args: [counter] }));
  for (const worker of workers) worker.start();
  for (const worker of workers) await worker.join(); // waits
  console.log(await counter.get());
}

if (import.meta.main) await main();

// Prints:
// 4
