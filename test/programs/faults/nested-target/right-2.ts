// A pool of four is given a function of the module, and its factor with each number.

import { Pool } from 'lanescope';

const scale = (n: number, factor: number) => n * factor;

async function scaled(numbers: number[], factor: number) {
  await using pool = new Pool({ processes: 4 });
  return await pool.starmap(
    scale,
    numbers.map((n): [number, number] => [n, factor]),
  );
}

async function main() {
  try {
    console.log(await scaled([1, 2, 3, 4], 10));
  } catch (error) {
    console.log((error as Error).name);
  }
}

if (import.meta.main) await main();
