// A pool of four is given a function that stands inside of another one, and knows its factor from there.

import { Pool } from 'lanescope';

async function scaled(numbers: number[], factor: number) {
  const scale = (n: number) => n * factor;
  await using pool = new Pool({ processes: 4 });
  return await pool.map(scale, numbers); //! nested-target
}

async function main() {
  try {
    console.log(await scaled([1, 2, 3, 4], 10));
  } catch (error) {
    console.log((error as Error).name);
  }
}

if (import.meta.main) await main();
