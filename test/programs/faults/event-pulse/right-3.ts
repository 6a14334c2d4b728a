// orders: 5
// Three visitors ring one bell, and whoever hears it looks for all who are there: how often it has rung does not matter.

import { Event, Process, Queue } from 'lanescope';

async function ring(bell: Event, visitors: Queue<number>) {
  for (let n = 0; n < 3; n++) {
    await visitors.put(n);
    await bell.set();
  }
}

if (import.meta.main) {
  const bell = new Event();
  const visitors = new Queue<number>();
  const all = [1, 2, 3].map(() => new Process({ target: ring, args: [bell, visitors] }));
  for (const one of all) one.start();
  for (let welcomed = 0; welcomed < 9; ) {
    await bell.wait({ timeout: 300 });
    await bell.clear();
    while ((await visitors.qsize()) > 0) {
      await visitors.get();
      welcomed++;
    }
  }
  for (const one of all) await one.join();
}
