// Four workers are given tasks in a block that ends when they are done; one may fail, and its error is handled.

import { Pool, sleep } from 'lanescope';

async function archive(year: number) {
  await sleep(300);
  if (year === 2023) throw new Error(`there is no ${year}`);
  console.log(`${year} is archived`);
}

function complain(error: unknown) {
  console.log(String(error));
}

if (import.meta.main) {
  await using pool = new Pool({ processes: 4 });
  for (let year = 2020; year < 2026; year++) {
    pool.applyAsync(archive, [year], { errorCallback: complain });
  }
  pool.close();
  await pool.join();
}
