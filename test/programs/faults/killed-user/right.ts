// The parent loses patience with a download and tells it to end: its connection is free for the next one.

import { Event, Process, Semaphore } from 'lanescope';

async function download(connections: Semaphore, begun: Event, enough: Event) {
  await connections.acquire();
  await begun.set();
  await enough.wait();
  await connections.release();
}

if (import.meta.main) {
  const [connections, begun, enough] = [new Semaphore(1), new Event(), new Event()];
  const slow = new Process({ target: download, args: [connections, begun, enough] });
  slow.start();
  await begun.wait();
  await enough.set();
  await slow.join();
  const next = new Process({ target: download, args: [connections, begun, enough] });
  next.start();
  await next.join();
}
