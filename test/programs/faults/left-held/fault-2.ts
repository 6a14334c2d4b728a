// Four writers share a lock. The first one fails while it holds it, and the others wait for good.

import { Lock, Process } from 'lanescope';

async function write(log: Lock, line: string) {
  await log.acquire(); //! left-held deadlock
  if (line === '') throw new Error('there is nothing to write');
  console.log(line);
  await log.release();
}

if (import.meta.main) {
  const log = new Lock();
  const [first, ...others] = ['', 'b', 'c', 'd'].map((line) => new Process({ target: write, args: [log, line] }));
  first?.start();
  await first?.join();
  for (const one of others) one.start();
  for (const one of others) await one.join();
}
