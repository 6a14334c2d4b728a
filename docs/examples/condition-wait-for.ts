// Each notification makes `waitFor` ask again; it goes on when the answer is true.

import { Condition, Process, sleep, Value } from 'lanescope';

async function waiter(changed: Condition, stock: Value) {
  await changed.with(async () => {
    await changed.waitFor(async () => (await stock.get()) >= 2); // waits
    console.log('enough:', await stock.get());
  });
}

async function main() {
  const [changed, stock] = [new Condition(), new Value('int32', 0)];
  new Process({ target: waiter, args: [changed, stock] }).start();
  for (let n = 0; n < 2; n++) {
    await sleep(250);
    await changed.with(async () => {
      await stock.update((old) => old + 1);
      await changed.notifyAll();
    });
  }
}

if (import.meta.main) await main();

// Prints:
// enough: 2
