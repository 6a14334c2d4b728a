// Twenty thousand numbers go through a queue, a thousand at a time.

import { Process, Queue } from 'lanescope';

async function addUp(batches: Queue<number[]>) {
  let sum = 0;
  while (true) {
    const batch = await batches.get();
    if (batch.length === 0) break;
    for (const number of batch) sum += number;
  }
  console.log(sum);
}

if (import.meta.main) {
  const batches = new Queue<number[]>();
  const adder = new Process({ target: addUp, args: [batches] });
  adder.start();
  let batch: number[] = [];
  for (let i = 0; i < 20_000; i++) {
    batch.push(i);
    if (batch.length < 1000) continue;
    await batches.put(batch);
    batch = [];
  }
  await batches.put([]);
  await adder.join();
}
