// The target is a function of the line that starts it: no other process can find it.

import { Process } from 'lanescope';

async function main() {
  const name = 'Jimmy';
  const child = new Process({ target: () => console.log('Well, hi', name) }); //! nested-target
  try {
    await child.start();
    await child.join();
  } catch (error) {
    console.log((error as Error).name);
  }
}

if (import.meta.main) await main();
