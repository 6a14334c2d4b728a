// Two workers share the tasks; whoever has put them knows when all are finished, not only taken.

import { JoinableQueue, Process, sleep } from 'lanescope';

async function work(tasks: JoinableQueue<number>) {
  for await (const ms of tasks) {
    await sleep(ms);
    await tasks.taskDone();
  }
}

async function main() {
  const tasks = new JoinableQueue<number>();
  for (const ms of [100, 200, 300]) await tasks.put(ms);
  for (const name of ['A', 'B']) new Process({ name, target: work, args: [tasks], daemon: true }).start();
  await tasks.join(); // waits
  console.log('all done'); // the workers are daemons: they end with this process
}

if (import.meta.main) await main();

// Prints:
// all done
