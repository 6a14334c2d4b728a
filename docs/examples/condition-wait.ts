// `wait` gives the lock back, waits for a notification, and has the lock again when it returns.

import { Condition, Process, sleep } from 'lanescope';

async function change(changed: Condition) {
  await sleep(300);
  await changed.with(async () => {
    await changed.notify();
    await sleep(100); // who was woken waits for the lock
    console.log('changed');
  });
}

async function main() {
  const changed = new Condition();
  await changed.with(async () => {
    new Process({ target: change, args: [changed] }).start();
    await changed.wait(); // waits
    console.log('goes on');
  });
}

if (import.meta.main) await main();

// Prints:
// changed
// goes on
