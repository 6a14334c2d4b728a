// `slice` waits while another process holds the lock: both numbers are from before the change, or both from after it.

import { Event, Process, SharedArray, sleep } from 'lanescope';

async function change(scores: SharedArray, held: Event) {
  await scores.getLock().with(async () => {
    held.set();
    await sleep(300);
    await scores.setSlice(0, [10, 20]);
  });
}

async function main() {
  const scores = new SharedArray('int32', [1, 2, 3]);
  const held = new Event();
  new Process({ target: change, args: [scores, held] }).start();
  await held.wait();
  console.log(await scores.slice(0, 2)); // waits
}

if (import.meta.main) await main();

// Prints:
// [ 10, 20 ]
