// A pool without a main guard: its workers import the script as well.

import { Pool } from 'lanescope';

function square(n: number) {
  return n * n;
}

const pool = new Pool({ processes: 2 }); //! main-guard
console.log(await pool.map(square, [1, 2, 3]));
await pool.terminate();
