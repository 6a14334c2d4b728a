// Four chapters are translated by four processes, of which each waits for the one before.

import { Process, Queue, sleep } from 'lanescope';

async function translate(chapter: number, done: Queue<string>) {
  await sleep(200); // stands for some work
  await done.put(`chapter ${chapter}`);
}

if (import.meta.main) {
  const done = new Queue<string>();
  for (let chapter = 1; chapter <= 4; chapter++) {
    const translator = new Process({ target: translate, args: [chapter, done] });
    translator.start(); //& never-overlap
    await translator.join(); //! never-overlap
  }
  for (let chapter = 1; chapter <= 4; chapter++) console.log(await done.get());
}
