// Four philosophers take the fork on their left, and then the one on their right: each has one and waits for the next.

import { Barrier, Lock, Process } from 'lanescope';

async function dine(left: Lock, right: Lock, seated: Barrier) {
  await left.acquire();
  await seated.wait();
  await right.acquire(); //! deadlock lock-order
  console.log('eats');
  await right.release();
  await left.release();
}

if (import.meta.main) {
  const names = ['Ann', 'Bob', 'Cid', 'Dan'];
  const forks = names.map((name) => new Lock({ name: `${name}'s fork` }));
  const seated = new Barrier(names.length);
  const table = names.map((name, i) => {
    return new Process({ name, target: dine, args: [forks[i], forks[(i + 1) % names.length], seated] });
  });
  for (const philosopher of table) philosopher.start();
  for (const philosopher of table) await philosopher.join(); //& deadlock
}
