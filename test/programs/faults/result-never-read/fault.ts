// A pool resizes pictures; one of them is broken, and nobody asks for the results.

import { Pool } from 'lanescope';

function resize(picture: string) {
  if (picture.includes('broken')) throw new Error(`${picture} is no picture`);
  return `small ${picture}`;
}

if (import.meta.main) {
  const pool = new Pool({ processes: 2 });
  for (const picture of ['cat.png', 'broken.png', 'dog.png']) {
    pool.applyAsync(resize, [picture]); //! result-never-read
  }
  pool.close();
  await pool.join();
  console.log('all pictures are small');
}
