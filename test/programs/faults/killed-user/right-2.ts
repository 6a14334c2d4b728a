// Three workers share tasks. One is slow, and is killed when all is done.

import { Event, JoinableQueue, Process, sleep } from 'lanescope';

async function work(tasks: JoinableQueue<number>, busy: Event) {
  for (;;) {
    const ms = await tasks.get();
    if (ms > 100) await busy.set();
    await sleep(ms);
    await tasks.taskDone();
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<number>();
  const busy = new Event();
  const slow = new Process({ target: work, args: [tasks, busy], daemon: true });
  slow.start();
  await tasks.put(400);
  await busy.wait();
  const others = [1, 2].map(() => new Process({ target: work, args: [tasks, busy], daemon: true }));
  for (const one of others) one.start();
  for (const ms of [10, 20, 30]) await tasks.put(ms);
  console.log(await tasks.join({ timeout: 9000 }));
  await slow.kill();
}
