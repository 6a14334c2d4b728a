// orders: 3
// Three workers tell by one event that they are done, and the parent counts how often it is told: what comes at once counts once.

import { Event, Process, sleep } from 'lanescope';

async function work(done: Event) {
  console.log('done');
  await done.set(); //! event-pulse
}

if (import.meta.main) {
  const done = new Event();
  const workers = [1, 2, 3].map(() => new Process({ target: work, args: [done] }));
  for (const one of workers) one.start();
  await sleep(700);
  for (let n = 1; n <= 3; n++) {
    await done.wait(); //! deadlock
    await done.clear();
    console.log(n, 'of 3');
  }
}
