// A queue that is made where the child is started, and is given to it.

import { Process, Queue } from 'lanescope';

async function greet(names: Queue<string>) {
  const name = await names.get();
  console.log(`Hello, ${name}`);
}

if (import.meta.main) {
  const names = new Queue<string>();
  const greeter = new Process({ target: greet, args: [names] });
  greeter.start();
  await names.put('Jimmy');
  await greeter.join();
}
