// Calls what the child is to do, instead of starting it: no process is there but this one.

import { currentProcess, Process, Queue } from 'lanescope';

async function work(names: Queue<string>) {
  await names.put(currentProcess().name);
}

async function main() {
  const names = new Queue<string>();
  const child = new Process({ target: work, args: [names] });
  await child.run(); //! run-not-start
  console.log('done by', await names.get());
}

if (import.meta.main) await main();
