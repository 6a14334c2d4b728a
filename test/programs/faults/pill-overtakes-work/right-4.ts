// Three workers count down when they are done; the last of them puts the pill for the one who takes the results.

import { Process, Queue, Value } from 'lanescope';

async function work(tasks: Queue<number | null>, results: Queue<number | null>, left: Value<number>) {
  for (;;) {
    const task = await tasks.get();
    if (task === null) break;
    await results.put(task * task);
  }
  const others = await left.update((n) => n - 1);
  if (others === 0) await results.put(null);
}

if (import.meta.main) {
  const tasks = new Queue<number | null>();
  const results = new Queue<number | null>();
  const left = new Value('int32', 3);
  for (let i = 0; i < 3; i++) new Process({ target: work, args: [tasks, results, left] }).start();
  for (let task = 0; task < 12; task++) await tasks.put(task);
  for (let i = 0; i < 3; i++) await tasks.put(null);
  let sum = 0;
  for (;;) {
    const result = await results.get();
    if (result === null) break;
    sum += result;
  }
  console.log(sum);
}
