// The task runs while the caller does something else; `get` waits for what is missing.

import { Pool, sleep } from 'lanescope';

async function add(a: number, b: number) {
  await sleep(400);
  return a + b;
}

async function main() {
  await using pool = new Pool({ processes: 1 });
  const sum = pool.applyAsync(add, [1, 2]);
  await sleep(150);
  console.log('meanwhile');
  console.log(await sum.get()); // waits
}

if (import.meta.main) await main();

// Prints:
// meanwhile
// 3
