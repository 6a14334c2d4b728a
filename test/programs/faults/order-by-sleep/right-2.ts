// orders: 2
// Four stages in a row: each writes its part of a dictionary, and the next one asks again and again until that is there.

import { type DictProxy, Manager, Process, sleep } from 'lanescope';

async function stage(parts: DictProxy<number>, number: number) {
  let before = await parts.get(`part ${number - 1}`);
  while (before === undefined && number > 0) {
    await sleep(150);
    before = await parts.get(`part ${number - 1}`);
  }
  await sleep(400);
  await parts.set(`part ${number}`, (before ?? 0) + 1);
}

if (import.meta.main) {
  await using manager = await Manager.start();
  const parts = manager.dict<number>();
  const stages = [0, 1, 2, 3].map((number) => new Process({ target: stage, args: [parts, number] }));
  for (const one of stages) await one.start();
  for (const one of stages) await one.join();
  console.log([...(await parts.values())]);
}
