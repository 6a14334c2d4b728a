// The consumer asks whether all have put their last item, and only then takes an empty queue for its end.

import { Process, Queue, sleep, Value } from 'lanescope';

async function produce(q: Queue<number>, left: Value<number>) {
  for (let i = 0; i < 5; i++) {
    await sleep(20);
    await q.put(i);
  }
  await left.update((n) => n - 1);
  await sleep(500); // stands for what else it does
}

async function consume(q: Queue<number>, left: Value<number>) {
  let sum = 0;
  for (;;) {
    const isAllThere = (await left.get()) === 0;
    while (!(await q.empty())) sum += await q.get();
    if (isAllThere) break;
    await sleep(10);
  }
  console.log(sum);
}

if (import.meta.main) {
  const q = new Queue<number>();
  const left = new Value('int32', 3);
  for (let i = 0; i < 3; i++) new Process({ target: produce, args: [q, left] }).start();
  new Process({ target: consume, args: [q, left] }).start();
}
