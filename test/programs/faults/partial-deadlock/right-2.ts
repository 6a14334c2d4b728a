// Main waits for its two workers, of which one has been given a word, while its clock ticks.

import { Process, Queue, Semaphore } from 'lanescope';

async function work(mine: Queue<string>, other: Queue<string>, ready: Semaphore) {
  await ready.release();
  const word = await mine.get();
  await other.put(word);
}

if (import.meta.main) {
  const [ping, pong] = [new Queue<string>({ name: 'ping' }), new Queue<string>({ name: 'pong' })];
  const ready = new Semaphore(0);
  const workers = [
    new Process({ target: work, args: [ping, pong, ready], daemon: true }),
    new Process({ target: work, args: [pong, ping, ready], daemon: true }),
  ];
  for (const worker of workers) worker.start();
  for (const _ of workers) await ready.acquire();
  let ticks = 0;
  const clock = setInterval(() => {
    if (++ticks === 4) ping.put('go on');
    if (ticks < 16) return;
    clearInterval(clock);
    for (const worker of workers) worker.terminate();
  }, 250);
  for (const worker of workers) await worker.join();
}
