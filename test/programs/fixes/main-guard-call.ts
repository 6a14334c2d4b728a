// Calls its main function without a main guard.

import { Process } from 'lanescope';

function worker() {
  console.log('the child works');
}

async function main() {
  const child = new Process({ target: worker });
  await child.start();
  await child.join();
  console.log('done');
}

await main();
