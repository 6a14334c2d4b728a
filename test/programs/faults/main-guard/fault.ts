// A script without a main guard: each child imports it, and comes to the lines that start children.

import { Process, Queue } from 'lanescope';

async function greet(names: Queue<string>, name: string) {
  await names.put(`Hello, ${name}`);
}

const names = new Queue<string>();
const greeters = ['Ann', 'Bob', 'Cid'].map((name) => new Process({ target: greet, args: [names, name] }));
for (const greeter of greeters) await greeter.start(); //! main-guard
for (const greeter of greeters) await greeter.join();
