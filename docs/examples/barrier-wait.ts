// Nobody goes on before all three are there. Each is told in which place it came.

import { Barrier, Process, sleep } from 'lanescope';

async function arrive(barrier: Barrier, ms: number) {
  await sleep(ms);
  const place = await barrier.wait(); // waits for the others
  if (place === 0) console.log('the first waited for the others');
}

async function main() {
  const barrier = new Barrier(3);
  for (const ms of [100, 300, 500]) new Process({ target: arrive, args: [barrier, ms] }).start();
}

if (import.meta.main) await main();

// Prints:
// the first waited for the others
