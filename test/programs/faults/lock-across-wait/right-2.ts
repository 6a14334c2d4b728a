// orders: 3
// Three workers report under a lock before they go on; the parent takes it when it has joined them.

import { Lock, Process, sleep } from 'lanescope';

async function work(report: Lock, ms: number) {
  await report.with(() => console.log('worker: begins'));
  await sleep(ms);
}

if (import.meta.main) {
  const report = new Lock();
  const workers = [700, 800, 900].map((ms) => new Process({ target: work, args: [report, ms] }));
  for (const one of workers) one.start();
  await sleep(400);
  for (const one of workers) await one.join();
  await report.with(() => console.log('parent: all have ended'));
}
