// Twenty thousand numbers go through a queue one at a time, and all that happens to them is that they are added up.

import { Process, Queue } from 'lanescope';

async function addUp(numbers: Queue<number>) {
  let sum = 0;
  while (true) {
    const number = await numbers.get(); //& chatty-queue
    if (number < 0) break;
    sum += number;
  }
  console.log(sum);
}

if (import.meta.main) {
  const numbers = new Queue<number>();
  const adder = new Process({ target: addUp, args: [numbers] });
  adder.start();
  for (let i = 0; i < 20_000; i++) await numbers.put(i); //! chatty-queue
  await numbers.put(-1);
  await adder.join();
}
