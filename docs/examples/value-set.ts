// `set` waits while another process holds the lock: what that one sets is overwritten, not lost in between.

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
  await price.set(30); // waits
  console.log(await price.get());
}

if (import.meta.main) await main();

// Prints:
// 30
