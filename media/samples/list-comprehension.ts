// A list made of another one, item by item, first here and then by all workers of a pool: the same list.
//
// In the swimlane: the main process alone for as long as the serial list takes, then its workers side by side.

import { Pool } from 'lanescope';

const data = Array.from({ length: 10 }, (_, i) => i);

/** Busy for a while, so that there is something to share out. */
function square(x: number) {
  const end = performance.now() + 20;
  while (performance.now() < end);
  return x * x;
}

async function main() {
  const serial = data.map(square);
  console.log(`Serial  : [${serial.join(', ')}]`);

  await using pool = new Pool(); // one worker for each core, ended at the end of this block
  const parallel = await pool.map(square, data);
  console.log(`Parallel: [${parallel.join(', ')}]`);
  console.log(
    'Equal   :',
    serial.every((value, i) => value === parallel[i]),
  );
}

if (import.meta.main) await main();
