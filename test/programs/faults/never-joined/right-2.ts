// Four children write their parts into a dictionary of a manager; it is read when the last has ended.

import { type DictProxy, Manager, Process, Semaphore, sleep } from 'lanescope';

async function work(parts: DictProxy<number>, part: number, turn: Semaphore) {
  await turn.acquire();
  await parts.set(part, part * part);
  await turn.release();
  await sleep(100);
}

if (import.meta.main) {
  await using manager = await Manager.start();
  const parts = manager.dict<number>();
  const turn = new Semaphore(1);
  const workers = [1, 2, 3, 4].map((part) => new Process({ target: work, args: [parts, part, turn] }));
  for (const worker of workers) await worker.start();
  while (workers.some((worker) => worker.isAlive())) await sleep(200);
  console.log([...(await parts.values())].length, 'parts');
}
