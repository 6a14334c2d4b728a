// A child waits for a name that is never put.

import { Process, Queue } from 'lanescope';

async function greet(names: Queue<string>) {
  const name = await names.get(); //! deadlock
  console.log(`Hello, ${name}`);
}

if (import.meta.main) {
  const names = new Queue<string>();
  const greeter = new Process({ target: greet, args: [names] });
  greeter.start();
  await greeter.join(); //& deadlock
}
