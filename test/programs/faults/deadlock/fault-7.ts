// Three runners wait at a barrier that was made for four.

import { Barrier, Process } from 'lanescope';

async function run(start: Barrier) {
  await start.wait(); //! deadlock
  console.log('runs');
}

if (import.meta.main) {
  const start = new Barrier(4); //! barrier-incomplete
  const runners = [1, 2, 3].map(() => new Process({ target: run, args: [start] }));
  for (const runner of runners) runner.start();
  for (const runner of runners) await runner.join(); //& deadlock
}
