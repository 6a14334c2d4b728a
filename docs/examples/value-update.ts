// `update` waits for the lock, and holds it from reading the old number to storing the new one.

import { Event, Process, sleep, Value } from 'lanescope';

async function change(price: Value, held: Event) {
  await price.getLock().with(async () => {
    held.set();
    await sleep(300);
    await price.set(20);
  });
}

async function main() {
  const price = new Value('int32', 10);
  const held = new Event();
  new Process({ target: change, args: [price, held] }).start();
  await held.wait();
  console.log(await price.update((old) => old + 1)); // waits
}

if (import.meta.main) await main();

// Prints:
// 21
