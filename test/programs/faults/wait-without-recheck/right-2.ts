// Three printers wait for paper, and each looks again when it is told that there is some.

import { Condition, Process, Queue, Semaphore } from 'lanescope';

async function print(paper: Queue<string>, filled: Condition, there: Semaphore) {
  await filled.with(async () => {
    await there.release();
    const isThere = await filled.waitFor(async () => !(await paper.empty()), { timeout: 900 });
    console.log('printed on', isThere ? await paper.get() : 'nothing');
  });
}

if (import.meta.main) {
  const paper = new Queue<string>();
  const filled = new Condition();
  const there = new Semaphore(0);
  const printers = [1, 2, 3].map(() => new Process({ target: print, args: [paper, filled, there] }));
  for (const one of printers) one.start();
  for (const _ of printers) await there.acquire();
  await filled.with(async () => {
    for (const sheet of ['a', 'b']) await paper.put(sheet);
    await filled.notify(3);
  });
  for (const one of printers) await one.join();
}
