// An error in a task is thrown where `map` was called, when all tasks have ended.

import { Pool, sleep } from 'lanescope';

async function root(n: number) {
  await sleep(200);
  if (n < 0) throw new RangeError(`no root of ${n}`);
  return Math.sqrt(n);
}

async function main() {
  await using pool = new Pool({ processes: 2 });
  console.log(await pool.map(root, [1, 4])); // waits
  await pool.map(root, [9, -1]).catch((error) => console.log(error.name, error.message));
}

if (import.meta.main) await main();

// Prints:
// [ 1, 2 ]
// RangeError no root of -1
