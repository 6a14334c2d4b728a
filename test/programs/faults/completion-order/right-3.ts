// Three workers square numbers, in whatever order; the squares are numbered as they come, and added up.

import { Process, Queue, sleep } from 'lanescope';

async function square(numbers: Queue<number>, squares: Queue<number>) {
  while (true) {
    const number = await numbers.get();
    if (number < 0) break;
    await sleep(number * 30); // larger numbers take longer
    await squares.put(number * number);
  }
}

if (import.meta.main) {
  const numbers = new Queue<number>();
  const squares = new Queue<number>();
  const workers = [1, 2, 3].map(() => new Process({ target: square, args: [numbers, squares] }));
  for (const worker of workers) worker.start();
  for (const number of [9, 1, 4, 2, 8]) await numbers.put(number);
  for (const _ of workers) await numbers.put(-1);
  let sum = 0;
  for (let i = 1; i <= 5; i++) {
    const one = await squares.get();
    console.log('square', i, 'is', one);
    sum += one;
  }
  console.log('the sum is', sum);
  for (const worker of workers) await worker.join();
}
