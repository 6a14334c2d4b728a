// A buffer with a lock around it, and a condition to wait in until something was put into it.

import { Condition, Process, Queue, sleep } from 'lanescope';

async function consume(changed: Condition, buffer: Queue<string>) {
  await changed.with(async () => {
    await changed.waitFor(async () => !(await buffer.empty())); // waits
    console.log('took', await buffer.get());
  });
}

async function main() {
  const [changed, buffer] = [new Condition(), new Queue<string>()];
  new Process({ target: consume, args: [changed, buffer] }).start();
  await sleep(300);
  await changed.with(async () => {
    await buffer.put('bread');
    await changed.notify();
  });
}

if (import.meta.main) await main();

// Prints:
// took bread
