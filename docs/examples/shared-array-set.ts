// `set` waits while another process holds the lock of the array.

import { Event, Process, SharedArray, sleep } from 'lanescope';

async function change(scores: SharedArray, held: Event) {
  await scores.getLock().with(async () => {
    held.set();
    await sleep(300);
    await scores.set(0, 10);
  });
}

async function main() {
  const scores = new SharedArray('int32', [1, 2, 3]);
  const held = new Event();
  new Process({ target: change, args: [scores, held] }).start();
  await held.wait();
  await scores.set(1, 20); // waits
  console.log(await scores.slice());
}

if (import.meta.main) await main();

// Prints:
// [ 10, 20, 3 ]
