// Each item is a list of arguments.

import { Pool, sleep } from 'lanescope';

async function power(base: number, exponent: number) {
  await sleep(200);
  return base ** exponent;
}

async function main() {
  await using pool = new Pool({ processes: 2 });
  const powers: [number, number][] = [
    [2, 10],
    [3, 3],
  ];
  console.log(await pool.starmap(power, powers)); // waits
}

if (import.meta.main) await main();

// Prints:
// [ 1024, 27 ]
