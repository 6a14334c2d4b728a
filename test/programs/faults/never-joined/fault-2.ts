// Four children write their parts into a dictionary of a manager; only the last is joined before it is read.

import { type DictProxy, Manager, Process, Semaphore, sleep } from 'lanescope';

async function work(parts: DictProxy<number>, part: number, turn: Semaphore) {
  await turn.acquire();
  await parts.set(part, part * part); //& never-joined
  await turn.release();
  await sleep(800);
}

if (import.meta.main) {
  await using manager = await Manager.start();
  const parts = manager.dict<number>();
  const turn = new Semaphore(1);
  const workers = [1, 2, 3, 4].map((part) => new Process({ target: work, args: [parts, part, turn] }));
  for (const worker of workers) await worker.start(); //& never-joined
  await workers[3]?.join();
  console.log([...(await parts.values())].length, 'parts'); //! never-joined
}
