// Four workers count the words of texts. The last count comes behind the mark that the text is done, and is missing in the sum.

import { JoinableQueue, Process, sleep, Value } from 'lanescope';

async function countWords(texts: JoinableQueue<string>, sum: Value<number>) {
  for await (const text of texts) {
    await texts.taskDone(); //! task-done-early
    await sleep(200); // stands for a long text
    await sum.update((n) => n + text.split(' ').length); //& task-done-early
  }
}

if (import.meta.main) {
  const texts = new JoinableQueue<string>();
  const sum = new Value('int32', 0);
  const workers = [1, 2, 3, 4].map(() => new Process({ target: countWords, args: [texts, sum] }));
  for (const worker of workers) worker.start();
  for (const text of ['a rose', 'is a rose', 'is a rose is', 'a rose']) await texts.put(text);
  await texts.join();
  console.log(await sum.get()); //& task-done-early
  await texts.shutdown();
  for (const worker of workers) await worker.join();
}
