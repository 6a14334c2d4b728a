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
  const settings = manager.namespace({ limit: 10 });
  heavy.compute();
  console.log(await settings.get('limit')); // waits
  await settings.set('limit', 20);
  console.log(await settings.get('limit'));
}

if (import.meta.main) await main();

// Prints:
// 10
// 20
