// Two processes: the child waits for a name, and ends when it has said hello; the parent waits for that end.

import { Process, Queue, sleep } from 'lanescope';

async function greet(names: Queue<string>) {
  console.log('Well, hi', await names.get()); // waits
}

async function main() {
  const names = new Queue<string>();
  const child = new Process({ target: greet, args: [names] });
  child.start();
  await sleep(300);
  names.put('Jimmy');
  await child.join(); // waits
  console.log('the child has ended with', child.exitCode);
}

if (import.meta.main) await main();

// Prints:
// Well, hi Jimmy
// the child has ended with 0
