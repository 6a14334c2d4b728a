// The parent loses patience with a download and kills it: its connection is gone, and the next one waits for good.

import { Event, Process, Semaphore, sleep } from 'lanescope';

async function download(connections: Semaphore, begun: Event, ms: number) {
  await connections.acquire(); //! deadlock
  await begun.set();
  await sleep(ms);
  await connections.release();
}

if (import.meta.main) {
  const [connections, begun] = [new Semaphore(1), new Event()];
  const slow = new Process({ target: download, args: [connections, begun, 60_000] });
  slow.start();
  await begun.wait();
  await slow.terminate(); //! killed-user
  await slow.join();
  const next = new Process({ target: download, args: [connections, begun, 0] });
  next.start();
  await next.join();
}
