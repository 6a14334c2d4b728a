// Four workers are given tasks in a block that ends at once: leaving it terminates the pool.

import { Pool, sleep } from 'lanescope';

async function archive(year: number) {
  await sleep(300);
  console.log(`${year} is archived`);
}

if (import.meta.main) {
  await using pool = new Pool({ processes: 4 });
  for (let year = 2020; year < 2026; year++) {
    pool.applyAsync(archive, [year]); //! result-never-read
  }
}
