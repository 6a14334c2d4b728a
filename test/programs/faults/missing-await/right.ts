// Puts the name, takes the answer, and waits for its child.

import { Process, Queue } from 'lanescope';

async function greet(names: Queue<string>, answers: Queue<string>) {
  await answers.put(`Well, hi ${await names.get()}`);
}

async function main() {
  const [names, answers] = [new Queue<string>(), new Queue<string>()];
  const child = new Process({ target: greet, args: [names, answers] });
  await child.start();
  await names.put('Jimmy');
  console.log(await answers.get());
  await child.join();
  console.log('the child is awaited');
}

if (import.meta.main) await main();
