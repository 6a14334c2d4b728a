// Two workers count the letters of words, and the results are printed beside the words in the order of the words.

import { Barrier, Process, Queue, sleep } from 'lanescope';

async function countLetters(words: Queue<string | null>, counts: Queue<number>, ready: Barrier) {
  await ready.wait();
  while (true) {
    const word = await words.get();
    if (word === null) break;
    await sleep(word.length * 100); // longer words take longer
    await counts.put(word.length);
  }
}

if (import.meta.main) {
  const words = ['multiprocessing', 'go', 'queues', 'wait'];
  const jobs = new Queue<string | null>();
  const counts = new Queue<number>();
  const ready = new Barrier(3);
  const workers = [1, 2].map(() => new Process({ target: countLetters, args: [jobs, counts, ready] }));
  for (const worker of workers) worker.start();
  await ready.wait();
  for (const word of words) await jobs.put(word); //& completion-order
  for (const _ of workers) await jobs.put(null);
  for (const word of words) console.log(word, await counts.get()); //! completion-order
  for (const worker of workers) await worker.join();
}
