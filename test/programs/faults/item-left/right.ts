// The producer puts ten numbers, and the consumer takes ten.

import { Process, Queue } from 'lanescope';

async function produce(numbers: Queue<number>) {
  for (let i = 0; i < 10; i++) await numbers.put(i * i);
}

if (import.meta.main) {
  const numbers = new Queue<number>();
  const producer = new Process({ target: produce, args: [numbers] });
  producer.start();
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += await numbers.get();
  await producer.join();
  console.log(sum);
}
