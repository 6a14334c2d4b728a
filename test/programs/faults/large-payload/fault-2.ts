// Four workers look up numbers in a table, which is sent to them anew with each question.

import { Process, Queue } from 'lanescope';

interface Question {
  table: Float64Array;
  index: number;
}

async function lookUp(questions: Queue<Question | null>) {
  while (true) {
    const question = await questions.get();
    if (question === null) break;
    console.log(question.table[question.index]);
  }
}

if (import.meta.main) {
  const table = new Float64Array(250_000).map((_, i) => i / 2);
  const questions = new Queue<Question | null>({ maxsize: 8 });
  const workers = [1, 2, 3, 4].map(() => new Process({ target: lookUp, args: [questions] }));
  for (const worker of workers) worker.start();
  for (let index = 0; index < 40; index++) await questions.put({ table, index }); //! large-payload
  for (const _ of workers) await questions.put(null);
  for (const worker of workers) await worker.join();
}
