// orders: 3
// Three runners wait for the start, and the last one comes when the others have been told. It waits until it loses patience.

import { Condition, Process, Semaphore, sleep } from 'lanescope';

async function run(start: Condition, there: Semaphore, ms: number) {
  await sleep(ms);
  await start.with(async () => {
    await there.release();
    const isStarted = await start.wait({ timeout: 900 }); //! lost-wakeup
    console.log(isStarted ? 'runs' : 'has missed the start');
  });
}

if (import.meta.main) {
  const start = new Condition();
  const there = new Semaphore(0);
  const runners = [0, 0, 700].map((ms) => new Process({ target: run, args: [start, there, ms] }));
  for (const one of runners) one.start();
  for (let n = 0; n < 2; n++) await there.acquire();
  await start.with(() => start.notifyAll()); //& lost-wakeup
  for (const one of runners) await one.join();
}
