// Main waits for its two workers, of which one has been given a word, while its clock ticks.

import { Process, Queue } from 'lanescope';

async function work(mine: Queue<string>, other: Queue<string>) {
  const word = await mine.get();
  await other.put(word);
}

if (import.meta.main) {
  const [ping, pong] = [new Queue<string>({ name: 'ping' }), new Queue<string>({ name: 'pong' })];
  const workers = [
    new Process({ target: work, args: [ping, pong], daemon: true }),
    new Process({ target: work, args: [pong, ping], daemon: true }),
  ];
  for (const worker of workers) worker.start();
  let ticks = 0;
  const clock = setInterval(() => {
    if (++ticks === 4) ping.put('go on');
    if (ticks < 8) return;
    clearInterval(clock);
    for (const worker of workers) worker.terminate();
  }, 250);
  for (const worker of workers) await worker.join();
}
