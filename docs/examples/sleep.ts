// Both sleep at the same time, each in a process of its own.

import { Process, sleep } from 'lanescope';

async function nap() {
  await sleep(500);
}

async function main() {
  const child = new Process({ target: nap });
  child.start();
  await sleep(300); // waits
  await child.join();
  console.log('both are awake');
}

if (import.meta.main) await main();

// Prints:
// both are awake
