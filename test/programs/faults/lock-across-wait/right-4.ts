// orders: 5
// Consumers take turns at a queue under a lock that the producer does not need; what it does need is held by nobody who waits.

import { Lock, Process, Queue, sleep } from 'lanescope';

async function consume(turn: Lock, jobs: Queue<number | null>, print: Lock) {
  for (;;) {
    const job = await turn.with(() => jobs.get());
    if (job === null) return;
    await print.with(() => console.log('done', job));
  }
}

async function produce(jobs: Queue<number | null>, print: Lock) {
  for (let job = 0; job < 6; job++) {
    await print.with(() => console.log('put', job));
    await jobs.put(job);
    await sleep(10);
  }
  for (let n = 0; n < 2; n++) await jobs.put(null);
}

if (import.meta.main) {
  const [turn, print] = [new Lock(), new Lock()];
  const jobs = new Queue<number | null>();
  const all = [
    new Process({ target: consume, args: [turn, jobs, print] }),
    new Process({ target: consume, args: [turn, jobs, print] }),
    new Process({ target: produce, args: [jobs, print] }),
  ];
  for (const one of all) one.start();
  for (const one of all) await one.join();
}
