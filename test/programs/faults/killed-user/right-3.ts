// Three workers share tasks, and are ended when all is done that anybody waits for, in the middle of one more.

import { JoinableQueue, Process, Semaphore, sleep } from 'lanescope';

async function work(tasks: JoinableQueue<number>, places: Semaphore, begun: Semaphore) {
  for (;;) {
    const ms = await tasks.get();
    await places.with(async () => {
      await begun.release();
      await sleep(ms);
    });
    await tasks.taskDone();
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<number>();
  const [places, begun] = [new Semaphore(3), new Semaphore(0)];
  const workers = [1, 2, 3].map(() => new Process({ target: work, args: [tasks, places, begun] }));
  for (const one of workers) one.start();
  for (let n = 0; n < 6; n++) await tasks.put(10);
  await tasks.join();
  await tasks.put(60_000);
  for (let n = 0; n < 7; n++) await begun.acquire();
  for (const one of workers) await one.terminate();
  for (const one of workers) await one.join();
}
