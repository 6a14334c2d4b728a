// A queue at the top level: the child imports the module anew, and waits at a queue of its own.

import { Process, Queue } from 'lanescope';

const names = new Queue<string>(); //! module-level-queue

async function greet() {
  const name = await names.get(); //! deadlock
  console.log(`Hello, ${name}`);
}

if (import.meta.main) {
  const greeter = new Process({ target: greet });
  greeter.start();
  await names.put('Jimmy'); //& module-level-queue
  await greeter.join(); //& deadlock
}
