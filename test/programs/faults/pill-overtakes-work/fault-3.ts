// Two speakers count what they have said before they say it. The last to have counted sets an event, and the closer puts the pill:
// nothing makes that the other has put its last word by then.

import { Event, Process, Queue, sleep, Value } from 'lanescope';

async function speak(words: Queue<string | null>, text: string, left: Value<number>, silent: Event, end: Event) {
  const isLast = (await left.update((n) => n - 1)) === 0;
  for (const one of text.split(' ')) await words.put(one); //& pill-overtakes-work
  await sleep(isLast ? 300 : 0);
  if (isLast) await silent.set();
  await end.wait();
}

async function listen(words: Queue<string | null>, heard: Queue<number>) {
  let n = 0;
  for (;;) {
    const word = await words.get();
    if (word === null) break;
    n++;
  }
  await heard.put(n);
}

async function close(words: Queue<string | null>, silent: Event, end: Event) {
  await silent.wait();
  await words.put(null); //! pill-overtakes-work
  await end.wait();
}

if (import.meta.main) {
  const words = new Queue<string | null>();
  const heard = new Queue<number>();
  const [silent, end] = [new Event(), new Event()];
  const left = new Value('int32', 2);
  for (const text of ['a rose is a rose', 'to be or not'])
    new Process({ target: speak, args: [words, text, left, silent, end] }).start();
  new Process({ target: close, args: [words, silent, end] }).start();
  new Process({ target: listen, args: [words, heard] }).start();
  console.log(await heard.get());
  await end.set();
}
