// Main waits until the workers are ready before it lets them begin; they say that they are ready, and then begin.

import { Event, Process } from 'lanescope';

async function work(begin: Event, ready: Event) {
  await ready.set();
  await begin.wait();
}

if (import.meta.main) {
  const [begin, ready] = [new Event(), new Event()];
  const workers = [1, 2, 3].map(() => new Process({ target: work, args: [begin, ready], daemon: true }));
  for (const worker of workers) worker.start();
  await ready.wait();
  await begin.set();
}
