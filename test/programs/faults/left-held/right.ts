// The parent lets a worker that holds a lock come to its end: it is free then.

import { Event, Lock, Process, sleep } from 'lanescope';

async function work(file: Lock, begun: Event) {
  await file.acquire();
  await begun.set();
  await sleep(200);
  await file.release();
}

if (import.meta.main) {
  const [file, begun] = [new Lock(), new Event()];
  const worker = new Process({ target: work, args: [file, begun] });
  worker.start();
  await begun.wait();
  await worker.join();
  console.log('free:', await file.acquire({ timeout: 200 }));
}
