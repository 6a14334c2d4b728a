// Jobs take a place and give it back at their end, also where there is nothing to do.

import { Process, Semaphore } from 'lanescope';

async function job(places: Semaphore, items: number) {
  await places.with(() => {
    if (items === 0) return;
    console.log(items, 'items done');
  });
}

if (import.meta.main) {
  const places = new Semaphore(1);
  for (const items of [0, 2]) {
    const one = new Process({ target: job, args: [places, items] });
    one.start();
    await one.join();
  }
}
