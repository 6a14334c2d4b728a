// Starts the child, which does its work in a process of its own.

import { currentProcess, Process, Queue } from 'lanescope';

async function work(names: Queue<string>) {
  await names.put(currentProcess().name);
}

async function main() {
  const names = new Queue<string>();
  const child = new Process({ target: work, args: [names] });
  await child.start();
  console.log('done by', await names.get());
  await child.join();
}

if (import.meta.main) await main();
