// Four solvers meet after each step. One has done enough and leaves; a clerk, who has nothing to do with that, waits for work
// which its parent would give it afterwards, and a scribe has ended long before.

import { Barrier, Process, Queue } from 'lanescope';

async function solve(meet: Barrier, steps: number) {
  for (let step = 0; step < steps; step++) await meet.wait(); //! deadlock
}

async function work(jobs: Queue<string>) {
  console.log('job:', await jobs.get()); //& deadlock
}

function write() {
  console.log('written');
}

if (import.meta.main) {
  const meet = new Barrier(4); //! barrier-incomplete
  const jobs = new Queue<string>();
  const solvers = [6, 6, 6, 3].map((steps) => new Process({ target: solve, args: [meet, steps] }));
  const clerk = new Process({ target: work, args: [jobs] });
  const scribe = new Process({ target: write });
  for (const one of [scribe, clerk, ...solvers]) await one.start();
  await scribe.join();
  for (const one of solvers) await one.join();
  await jobs.put('file it');
  await clerk.join();
}
