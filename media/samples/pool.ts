// A pool of workers doubles ten numbers, and gives the results in the order of the numbers.
//
// In the swimlane: `map` hands out its tasks as arrows to whichever worker is free; each worker shows a span for each task.
// The main process waits with the reason `result` until the last one is back.

import { cpuCount, currentProcess, Pool } from 'lanescope';

function doCalculation(data: number) {
  return data * 2;
}

function startProcess() {
  console.log('Starting', currentProcess().name);
}

async function main() {
  const inputs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  console.log(`Input   : [${inputs.join(', ')}]`);
  console.log(`Built-in: [${inputs.map(doCalculation).join(', ')}]`);

  const pool = new Pool({ processes: cpuCount() * 2, initializer: startProcess });
  const outputs = await pool.map(doCalculation, inputs);
  pool.close(); // no more tasks
  await pool.join(); // wrap up the current tasks

  console.log(`Pool    : [${outputs.join(', ')}]`);
}

if (import.meta.main) await main();
