// A pool behind a main guard.

import { Pool } from 'lanescope';

function square(n: number) {
  return n * n;
}

if (import.meta.main) {
  const pool = new Pool({ processes: 2 });
  console.log(await pool.map(square, [1, 2, 3]));
  await pool.terminate();
}
