// The target is a function of the module: another process finds it by its name there.

import { Process } from 'lanescope';

function greet(name: string) {
  console.log('Well, hi', name);
}

async function main() {
  const name = 'Jimmy';
  const child = new Process({ target: greet, args: [name] });
  try {
    await child.start();
    await child.join();
  } catch (error) {
    console.log((error as Error).name);
  }
}

if (import.meta.main) await main();
