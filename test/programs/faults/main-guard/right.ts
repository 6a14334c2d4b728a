// A script with a main guard: a child that imports it comes to no line that starts children.

import { Process, Queue } from 'lanescope';

async function greet(names: Queue<string>, name: string) {
  await names.put(`Hello, ${name}`);
}

if (import.meta.main) {
  const names = new Queue<string>();
  const greeters = ['Ann', 'Bob', 'Cid'].map((name) => new Process({ target: greet, args: [names, name] }));
  for (const greeter of greeters) await greeter.start();
  for (const greeter of greeters) await greeter.join();
  for (const _ of greeters) console.log(await names.get());
}
