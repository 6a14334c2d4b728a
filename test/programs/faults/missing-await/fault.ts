// Asks whether a queue is empty and takes the promise for the answer; waits for its child no better.

import { Process, Queue } from 'lanescope';

async function greet(names: Queue<string>, answers: Queue<string>) {
  await answers.put(`Well, hi ${await names.get()}`);
}

async function main() {
  const [names, answers] = [new Queue<string>(), new Queue<string>()];
  const child = new Process({ target: greet, args: [names, answers] });
  await child.start();
  if (names.empty()) await names.put('Jimmy'); //! missing-await
  console.log(await answers.get());
  child.join(); //! missing-await
  console.log('the child is awaited');
}

if (import.meta.main) await main();
