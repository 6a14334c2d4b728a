// Two workers count the letters of words, and each result says which word it belongs to.

import { Barrier, Process, Queue, sleep } from 'lanescope';

interface Count {
  word: string;
  letters: number;
}

async function countLetters(words: Queue<string | null>, counts: Queue<Count>, ready: Barrier) {
  await ready.wait();
  while (true) {
    const word = await words.get();
    if (word === null) break;
    await sleep(word.length * 100); // longer words take longer
    await counts.put({ word, letters: word.length });
  }
}

if (import.meta.main) {
  const words = ['multiprocessing', 'go', 'queues', 'wait'];
  const jobs = new Queue<string | null>();
  const counts = new Queue<Count>();
  const ready = new Barrier(3);
  const workers = [1, 2].map(() => new Process({ target: countLetters, args: [jobs, counts, ready] }));
  for (const worker of workers) worker.start();
  await ready.wait();
  for (const word of words) await jobs.put(word);
  for (const _ of workers) await jobs.put(null);
  for (const _ of words) {
    const { word, letters } = await counts.get();
    console.log(word, letters);
  }
  for (const worker of workers) await worker.join();
}
