// `start` waits until the process of the manager can be called.

import { Manager } from 'lanescope';

async function main() {
  await using manager = await Manager.start({ name: 'Keeper' }); // waits, but not long
  const words = manager.list(['ready']);
  console.log(await words.at(0));
}

if (import.meta.main) await main();

// Prints:
// ready
