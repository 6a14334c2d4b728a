// Three workers tell how much there is to do before they get: nothing depends on the answer.

import { Process, Queue, sleep } from 'lanescope';

async function work(tasks: Queue<number | null>) {
  for (;;) {
    console.log(`${await tasks.qsize()} tasks left, empty: ${await tasks.empty()}`);
    const task = await tasks.get();
    if (task === null) break;
    await sleep(task);
  }
}

if (import.meta.main) {
  const tasks = new Queue<number | null>();
  const workers = [1, 2, 3].map(() => new Process({ target: work, args: [tasks] }));
  for (const worker of workers) worker.start();
  for (let i = 0; i < 12; i++) {
    await tasks.put(20);
    await sleep(5);
  }
  for (const _ of workers) await tasks.put(null);
}
