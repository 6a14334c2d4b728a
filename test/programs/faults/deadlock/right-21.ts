// Workers of a pool and a manager have nothing to do for a while; main waits for a process that sleeps.

import { Manager, Pool, Process, sleep } from 'lanescope';

const square = (n: number) => n * n;

async function doze() {
  await sleep(700);
}

if (import.meta.main) {
  await using manager = await Manager.start();
  await using pool = new Pool({ processes: 3 });
  const counts = manager.dict<number>();
  for (const n of await pool.map(square, [1, 2, 3])) await counts.set(String(n), n);
  const dozer = new Process({ target: doze });
  dozer.start();
  await dozer.join();
  console.log(await counts.size(), await pool.apply(square, [4]));
}
