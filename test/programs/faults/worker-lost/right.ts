// A task of a pool fails, and says so with an error: its worker lives on.

import { Pool } from 'lanescope';

function decode(chunk: number) {
  if (chunk === 3) throw new RangeError('chunk 3 is too large');
  return chunk * 2;
}

if (import.meta.main) {
  await using pool = new Pool({ processes: 2 });
  const results = [1, 2, 3, 4].map((chunk) => pool.applyAsync(decode, [chunk]));
  for (const result of results) {
    try {
      console.log(await result.get());
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      console.log('one is too large');
    }
  }
}
