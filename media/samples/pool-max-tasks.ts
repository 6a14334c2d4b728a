// The same pool, whose workers are replaced by fresh ones after two tasks each: for tasks that leave something behind.
//
// In the swimlane: a worker's lane ends after its second span, and a new one, with the next number, begins.

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

  const pool = new Pool({ processes: cpuCount() * 2, initializer: startProcess, maxTasksPerChild: 2 });
  const outputs = await pool.map(doCalculation, inputs, { chunksize: 1 });
  pool.close();
  await pool.join();

  console.log(`Pool    : [${outputs.join(', ')}]`);
}

if (import.meta.main) await main();
