// The child answers after 0.3 s; `get` waits for that.

import { Process, SimpleQueue, sleep } from 'lanescope';

async function answer(answers: SimpleQueue<number>) {
  await sleep(300);
  await answers.put(42);
}

async function main() {
  const answers = new SimpleQueue<number>();
  new Process({ target: answer, args: [answers] }).start();
  console.log(await answers.get()); // waits
}

if (import.meta.main) await main();

// Prints:
// 42
