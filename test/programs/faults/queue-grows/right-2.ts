// Four thousand numbers lie ready before two workers begin to take them.

import { Process, Queue } from 'lanescope';

async function addUp(numbers: Queue<number>) {
  let sum = 0;
  for (let number = await numbers.get(); number > 0; number = await numbers.get()) sum += number;
  console.log(sum);
}

if (import.meta.main) {
  const numbers = new Queue<number>();
  const workers = [1, 2].map(() => new Process({ target: addUp, args: [numbers] }));
  for (let i = 1; i <= 4000; i++) await numbers.put(i);
  for (const _ of workers) await numbers.put(0);
  for (const worker of workers) worker.start();
  for (const worker of workers) await worker.join();
}
