// A pool at the top level, without a main guard: the workers import this file, and must not make pools of their own.

import { Pool } from 'lanescope';

function double(x: number) {
  return x * 2;
}

const pool = new Pool({ processes: 1 });
try {
  console.log(await pool.map(double, [1]));
} catch (error) {
  console.log((error as Error).name, (error as Error).message.split('\n')[0]);
}
await pool.terminate();
