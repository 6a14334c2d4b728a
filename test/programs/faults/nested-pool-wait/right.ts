// Three tasks of a pool wait for one another at a barrier, and each has a worker.

import { Barrier, Pool } from 'lanescope';

const shared: { together?: Barrier } = {};

function prepare(together: Barrier) {
  shared.together = together;
}

async function meet(stage: number) {
  await shared.together?.wait();
  return stage;
}

if (import.meta.main) {
  const together = new Barrier(3);
  const pool = new Pool({ processes: 3, initializer: prepare, initargs: [together] });
  console.log(await pool.map(meet, [1, 2, 3], { chunksize: 1 }));
  pool.close();
  await pool.join();
}
