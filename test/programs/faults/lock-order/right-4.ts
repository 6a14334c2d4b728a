// orders: 5
// Two processes take two locks in opposite orders, but neither waits for its second one: it lets go and tries again.

import { Lock, Process, sleep } from 'lanescope';

async function both(first: Lock, second: Lock) {
  for (;;) {
    await first.acquire();
    if (await second.acquire({ timeout: 0 })) break;
    await first.release();
    await sleep(10);
  }
  console.log('has both');
  await second.release();
  await first.release();
}

if (import.meta.main) {
  const [a, b] = [new Lock(), new Lock()];
  const processes = [new Process({ target: both, args: [a, b] }), new Process({ target: both, args: [b, a] })];
  for (const one of processes) one.start();
  for (const one of processes) await one.join();
}
