// `wait` says whether the task has ended, and throws nothing: not even what the task has thrown.

import { Pool, sleep } from 'lanescope';

async function fail() {
  await sleep(300);
  throw new Error('no');
}

async function main() {
  await using pool = new Pool({ processes: 1 });
  const result = pool.applyAsync(fail);
  console.log(await result.wait({ timeout: 0 }));
  console.log(await result.wait(), result.successful()); // waits
}

if (import.meta.main) await main();

// Prints:
// false
// true false
