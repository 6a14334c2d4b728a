// A child waits for a job of a manager's queue, and main for its answer; nobody puts the job.

import { Manager, Process, type Queue } from 'lanescope';

async function work(jobs: Queue<number>, answers: Queue<number>) {
  const job = await jobs.get(); //! deadlock
  await answers.put(job * job);
}

if (import.meta.main) {
  await using manager = await Manager.start();
  const [jobs, answers] = [manager.Queue<number>({ name: 'jobs' }), manager.Queue<number>({ name: 'answers' })];
  const worker = new Process({ target: work, args: [jobs, answers] });
  await worker.start();
  console.log(await answers.get()); //& deadlock
  await worker.join();
}
