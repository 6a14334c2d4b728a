// orders: 3
// The start is given by a short pulse of an event, and one of the runners is still tying its shoes.

import { Event, Process, sleep } from 'lanescope';

async function run(start: Event, ms: number) {
  await sleep(ms);
  await start.wait(); //! deadlock
  console.log('runs');
}

if (import.meta.main) {
  const start = new Event();
  const runners = [0, 900].map((ms) => new Process({ target: run, args: [start, ms] }));
  for (const one of runners) one.start();
  await sleep(500);
  await start.set(); //! event-pulse
  await start.clear();
  for (const one of runners) await one.join();
}
