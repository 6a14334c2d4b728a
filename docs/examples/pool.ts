// Four tasks, two workers: each takes the next one when it has time. The results come in the order of the items.

import { Pool, sleep } from 'lanescope';

async function square(n: number) {
  await sleep(150);
  return n * n;
}

async function main() {
  await using pool = new Pool({ processes: 2 }); // terminated at the end of the block
  console.log(await pool.map(square, [1, 2, 3, 4], { chunksize: 1 })); // waits
}

if (import.meta.main) await main();

// Prints:
// [ 1, 4, 9, 16 ]
