// After `close` the workers end when their work is done; `join` waits for that.

import { Pool, sleep } from 'lanescope';

async function work(ms: number) {
  await sleep(ms);
  console.log('worked', ms);
}

async function main() {
  const pool = new Pool({ processes: 1 });
  pool.mapAsync(work, [100, 200]);
  pool.close();
  await pool.join(); // waits
  console.log('all workers have ended');
}

if (import.meta.main) await main();

// Prints:
// worked 100
// worked 200
// all workers have ended
