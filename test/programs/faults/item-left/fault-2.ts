// The producer puts ten numbers into a queue that has room for twenty. The consumer counts from 1, and takes nine.

import { Process, Queue } from 'lanescope';

async function produce(numbers: Queue<number>) {
  for (let i = 0; i < 10; i++) await numbers.put(i * i); //& item-left
}

if (import.meta.main) {
  const numbers = new Queue<number>({ maxsize: 20 });
  const producer = new Process({ target: produce, args: [numbers] });
  producer.start();
  let sum = 0;
  for (let i = 1; i < 10; i++) sum += await numbers.get(); //! item-left
  await producer.join();
  console.log(sum);
}
