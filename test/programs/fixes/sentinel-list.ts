// Three consumers and one sentinel: two of them wait for ever.

import { Process, Queue } from 'lanescope';

async function consumer(tasks: Queue<number | null>, sums: Queue<number>) {
  let sum = 0;
  for (;;) {
    const task = await tasks.get();
    if (task === null) break;
    sum += task;
  }
  sums.put(sum);
}

async function main() {
  const tasks = new Queue<number | null>();
  const sums = new Queue<number>();
  const consumers = Array.from({ length: 3 }, () => new Process({ target: consumer, args: [tasks, sums] }));
  for (const one of consumers) one.start();
  for (let i = 1; i <= 10; i++) tasks.put(i);
  await tasks.put(null);
  let total = 0;
  for (const _ of consumers) total += await sums.get();
  console.log('total', total);
}

if (import.meta.main) await main();
