// Every call waits for the answer of the manager, here until its process has done what came before.

import { Manager } from 'lanescope';

class Heavy {
  compute() {
    const end = Date.now() + 300;
    while (Date.now() < end); // keeps the manager's process busy
  }
}

async function main() {
  await using manager = await Manager.start();
  const heavy = await manager.register(Heavy)();
  const names = manager.list(['Jimmy']);
  heavy.compute();
  console.log(await names.push('Anna')); // waits
  console.log(await names.copy());
}

if (import.meta.main) await main();

// Prints:
// 2
// [ 'Jimmy', 'Anna' ]
