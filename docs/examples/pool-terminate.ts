// The task would take a minute. `terminate` ends its worker at once, and waits for the end of that.

import { Pool, PoolClosedError, sleep } from 'lanescope';

async function work() {
  await sleep(60_000);
}

async function main() {
  const pool = new Pool({ processes: 1 });
  const result = pool.applyAsync(work);
  await sleep(300);
  await pool.terminate(); // waits
  await result.get().catch((error) => console.log(error instanceof PoolClosedError));
}

if (import.meta.main) await main();

// Prints:
// true
