// Four workers look up numbers in a table, which each of them is given once.

import { Process, Queue } from 'lanescope';

async function lookUp(table: Float64Array, questions: Queue<number | null>) {
  while (true) {
    const index = await questions.get();
    if (index === null) break;
    console.log(table[index]);
  }
}

if (import.meta.main) {
  const table = new Float64Array(250_000).map((_, i) => i / 2);
  const questions = new Queue<number | null>({ maxsize: 8 });
  const workers = [1, 2, 3, 4].map(() => new Process({ target: lookUp, args: [table, questions] }));
  for (const worker of workers) worker.start();
  for (let index = 0; index < 40; index++) await questions.put(index);
  for (const _ of workers) await questions.put(null);
  for (const worker of workers) await worker.join();
}
