// The first `get` waits for its item. The second one waits 0.1 s for another, and gives up.

import { Process, Queue, QueueEmptyError, sleep } from 'lanescope';

async function produce(q: Queue<string>) {
  await sleep(300);
  await q.put('Jimmy');
}

async function main() {
  const q = new Queue<string>();
  new Process({ target: produce, args: [q] }).start();
  console.log('got', await q.get()); // waits
  try {
    await q.get({ timeout: 100 });
  } catch (error) {
    if (error instanceof QueueEmptyError) console.log('nothing else came');
  }
}

if (import.meta.main) await main();

// Prints:
// got Jimmy
// nothing else came
