// `join` waits until `taskDone` was said of every item that was put.

import { JoinableQueue, Process, sleep } from 'lanescope';

async function work(tasks: JoinableQueue<string>) {
  for (let n = 0; n < 2; n++) {
    const task = await tasks.get();
    await sleep(200);
    console.log('finished', task);
    await tasks.taskDone();
  }
}

async function main() {
  const tasks = new JoinableQueue<string>();
  await tasks.put('one');
  await tasks.put('two');
  new Process({ target: work, args: [tasks] }).start();
  await tasks.join(); // waits
  console.log('nothing is left to do');
}

if (import.meta.main) await main();

// Prints:
// finished one
// finished two
// nothing is left to do
