// A bucket has room for two tokens, which come again and again: one that finds no room is lost, and two stay at last.

import { Event, Process, Queue, QueueFullError, sleep } from 'lanescope';

async function refill(bucket: Queue<number>, stop: Event) {
  for (let token = 0; !(await stop.wait({ timeout: 20 })); token++) {
    try {
      await bucket.putNowait(token);
    } catch (error) {
      if (!(error instanceof QueueFullError)) throw error;
    }
  }
}

if (import.meta.main) {
  const bucket = new Queue<number>({ maxsize: 2 });
  const stop = new Event();
  const refiller = new Process({ target: refill, args: [bucket, stop] });
  refiller.start();
  for (let i = 0; i < 4; i++) console.log('token', await bucket.get());
  await sleep(300);
  await stop.set();
  await refiller.join();
}
