// Three tasks of a pool wait for one another at a barrier, but the pool has two workers.

import { Barrier, Pool } from 'lanescope';

const shared: { together?: Barrier } = {};

function prepare(together: Barrier) {
  shared.together = together;
}

async function meet(stage: number) {
  await shared.together?.wait(); //! deadlock
  return stage;
}

if (import.meta.main) {
  const together = new Barrier(3);
  const pool = new Pool({ processes: 2, initializer: prepare, initargs: [together] }); //! nested-pool-wait
  console.log(await pool.map(meet, [1, 2, 3], { chunksize: 1 }));
  pool.close();
  await pool.join();
}
