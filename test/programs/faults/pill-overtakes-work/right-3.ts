// As many producers as consumers. Each producer puts one pill when it is done: the last pill comes behind all work.

import { Process, Queue, sleep } from 'lanescope';

async function produce(count: number, q: Queue<number | null>) {
  for (let i = 0; i < count; i++) {
    await q.put(i);
    await sleep(count);
  }
  await q.put(null);
}

async function consume(q: Queue<number | null>) {
  let n = 0;
  for (;;) {
    const item = await q.get();
    if (item === null) break;
    n++;
  }
  console.log(n);
}

if (import.meta.main) {
  const q = new Queue<number | null>();
  for (const count of [3, 12, 24]) {
    new Process({ target: produce, args: [count, q] }).start();
    new Process({ target: consume, args: [q] }).start();
  }
}
