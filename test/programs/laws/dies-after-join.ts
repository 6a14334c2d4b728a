// A child that kills itself at the moment in which joinThread says that everything is safe.

import { Process, Queue } from 'lanescope';

async function putsAndDies(q: Queue<string>) {
  for (let i = 0; i < 20; i++) q.put(`${i} ${'x'.repeat(50_000)}`);
  q.close();
  await q.joinThread();
  process.kill(process.pid, 'SIGKILL');
}

async function main() {
  const q = new Queue<string>();
  const child = new Process({ target: putsAndDies, args: [q] });
  child.start();
  await child.join();
  console.log(`${child.exitCode}: ${await q.qsize()} items`);
}

if (import.meta.main) await main();
