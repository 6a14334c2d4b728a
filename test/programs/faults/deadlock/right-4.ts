// Four philosophers take the lower one of their two forks, and then the higher one: one of them waits with empty hands.

import { Lock, Process } from 'lanescope';

async function dine(left: Lock, right: Lock) {
  await left.acquire();
  await right.acquire();
  console.log('eats');
  await right.release();
  await left.release();
}

if (import.meta.main) {
  const names = ['Ann', 'Bob', 'Cid', 'Dan'];
  const forks = names.map((name) => new Lock({ name: `${name}'s fork` }));
  const table = names.map((name, i) => {
    const [low, high] = [i, (i + 1) % names.length].sort((a, b) => a - b);
    return new Process({ name, target: dine, args: [forks[low], forks[high]] });
  });
  for (const philosopher of table) philosopher.start();
  for (const philosopher of table) await philosopher.join();
}
