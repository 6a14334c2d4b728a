// Acquires a semaphore in a loop and never releases it.

import { Process, Semaphore } from 'lanescope';

async function worker(places: Semaphore) {
  for (let i = 0; i < 3; i++) {
    await places.acquire();
    console.log('in', i);
  }
}

if (import.meta.main) {
  const places = new Semaphore(1);
  const child = new Process({ target: worker, args: [places] });
  child.start();
  await child.join();
  console.log('done');
}
