// A task of a pool ends its process, as one does that the system kills for want of memory.

import { exit, Pool, WorkerLostError } from 'lanescope';

function decode(chunk: number) {
  if (chunk === 3) exit(7);
  return chunk * 2;
}

if (import.meta.main) {
  await using pool = new Pool({ processes: 2 });
  const results = [1, 2, 3, 4].map((chunk) => pool.applyAsync(decode, [chunk])); //! worker-lost
  for (const result of results) {
    try {
      console.log(await result.get());
    } catch (error) {
      if (!(error instanceof WorkerLostError)) throw error;
      console.log('one is lost');
    }
  }
}
