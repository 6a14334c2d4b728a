// What was asked before is still answered; then the process of the manager ends, and with it `shutdown`.

import { Manager } from 'lanescope';

class Heavy {
  compute() {
    const end = Date.now() + 300;
    while (Date.now() < end); // keeps the manager's process busy
    return 'computed';
  }
}

async function main() {
  const manager = await Manager.start();
  const heavy = await manager.register(Heavy)();
  const answer = heavy.compute();
  await manager.shutdown(); // waits
  console.log(await answer);
}

if (import.meta.main) await main();

// Prints:
// computed
