// A child counts in a variable of the module: in its own one, of which its parent sees nothing.

import { Process } from 'lanescope';

let total = 0;

function add(n: number) {
  total += n; //! shared-global
}

async function main() {
  const child = new Process({ target: add, args: [5] });
  await child.start();
  await child.join();
  console.log('total:', total);
}

if (import.meta.main) await main();
