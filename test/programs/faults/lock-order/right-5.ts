// orders: 5
// Three processes take three locks in a circle, inside a fourth one that keeps them apart: a semaphore with one permit.

import { Lock, Process, Semaphore } from 'lanescope';

async function both(table: Semaphore, first: Lock, second: Lock) {
  await table.with(async () => {
    await first.with(() => second.with(() => console.log('has both')));
  });
}

if (import.meta.main) {
  const table = new Semaphore(1);
  const [a, b, c] = [new Lock(), new Lock(), new Lock()];
  const processes = [
    new Process({ target: both, args: [table, a, b] }),
    new Process({ target: both, args: [table, b, c] }),
    new Process({ target: both, args: [table, c, a] }),
  ];
  for (const one of processes) one.start();
  for (const one of processes) await one.join();
}
