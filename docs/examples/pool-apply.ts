// One call in one worker; the caller waits for its result.

import { Pool, sleep } from 'lanescope';

async function add(a: number, b: number) {
  await sleep(300);
  return a + b;
}

async function main() {
  await using pool = new Pool({ processes: 1 });
  console.log(await pool.apply(add, [1, 2])); // waits
}

if (import.meta.main) await main();

// Prints:
// 3
