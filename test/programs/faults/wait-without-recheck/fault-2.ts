// Three printers wait for paper. There are two sheets, and all are told: the last one to go on does not look again.

import { Condition, Process, Queue, Semaphore } from 'lanescope';

async function print(paper: Queue<string>, filled: Condition, there: Semaphore) {
  await filled.with(async () => {
    await there.release();
    if (await paper.empty()) await filled.wait(); //! wait-without-recheck
    console.log('printed on', await paper.get({ timeout: 300 }).catch(() => 'nothing'));
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
