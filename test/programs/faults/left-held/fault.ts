// The parent kills a worker that holds a lock: it stays locked.

import { Event, Lock, Process, sleep } from 'lanescope';

async function work(file: Lock, begun: Event) {
  await file.acquire(); //! left-held
  await begun.set();
  await sleep(60_000);
  await file.release();
}

if (import.meta.main) {
  const [file, begun] = [new Lock(), new Event()];
  const worker = new Process({ target: work, args: [file, begun] });
  worker.start();
  await begun.wait();
  await worker.kill();
  await worker.join();
  console.log('free:', await file.acquire({ timeout: 200 }));
}
