// One item fits. The second `put` waits for room: until the consumer takes the first item.

import { Process, Queue, sleep } from 'lanescope';

async function consume(q: Queue<string>) {
  await sleep(300);
  console.log(await q.get(), await q.get());
}

async function main() {
  const q = new Queue<string>({ maxsize: 1 });
  new Process({ target: consume, args: [q] }).start();
  await q.put('first');
  await q.put('second'); // waits
}

if (import.meta.main) await main();

// Prints:
// first second
