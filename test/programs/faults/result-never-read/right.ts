// A pool resizes pictures; one of them is broken, and its error is shown.

import { Pool } from 'lanescope';

function resize(picture: string) {
  if (picture.includes('broken')) throw new Error(`${picture} is no picture`);
  return `small ${picture}`;
}

if (import.meta.main) {
  const pool = new Pool({ processes: 2 });
  const results = ['cat.png', 'broken.png', 'dog.png'].map((picture) => pool.applyAsync(resize, [picture]));
  pool.close();
  for (const result of results) {
    await result.get().catch((error) => console.log(String(error)));
  }
  await pool.join();
}
