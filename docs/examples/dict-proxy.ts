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
  const stock = manager.dict({ bread: 2 });
  heavy.compute();
  await stock.set('milk', 1); // waits
  console.log(await stock.copy());
}

if (import.meta.main) await main();

// Prints:
// Map(2) { 'bread' => 2, 'milk' => 1 }
