// Two speakers count down when they have put all. The last sets an event, releases a permit and sends a word; the closers, who wait
// for one of these each, put the pills.

import { Event, Process, Queue, Semaphore, Value } from 'lanescope';

interface Told {
  event: Event;
  permit: Semaphore;
  word: Queue<string>;
}

type Words = Queue<string | null>;

async function speak(all: Words[], text: string, left: Value<number>, { event, permit, word }: Told, end: Event) {
  for (const words of all) for (const one of text.split(' ')) await words.put(one);
  if ((await left.update((n) => n - 1)) === 0) {
    await event.set();
    await permit.release();
    await word.put('all said');
  }
  await end.wait();
}

async function listen(words: Words, heard: Queue<number>) {
  let n = 0;
  for (;;) {
    const word = await words.get();
    if (word === null) break;
    n++;
  }
  await heard.put(n);
}

async function closeByEvent(words: Words, { event }: Told, end: Event) {
  await event.wait();
  await words.put(null);
  await end.wait();
}

async function closeByPermit(words: Words, { permit }: Told, end: Event) {
  await permit.acquire();
  await words.put(null);
  await end.wait();
}

async function closeByWord(words: Words, { word }: Told, end: Event) {
  await word.get();
  await words.put(null);
  await end.wait();
}

if (import.meta.main) {
  const all = [1, 2, 3].map((n) => new Queue<string | null>({ name: `words${n}` }));
  const told = { event: new Event(), permit: new Semaphore(0), word: new Queue<string>() };
  const heard = new Queue<number>();
  const end = new Event();
  const left = new Value('int32', 2);
  const speakers = ['a rose is a rose', 'to be or not'].map(
    (text) => new Process({ target: speak, args: [all, text, left, told, end] }),
  );
  for (const one of speakers) one.start();
  [closeByEvent, closeByPermit, closeByWord].forEach((target, i) => {
    new Process({ target, args: [all[i] as Words, told, end] }).start();
  });
  for (const words of all) new Process({ target: listen, args: [words, heard] }).start();
  let sum = 0;
  for (const _ of all) sum += await heard.get();
  console.log(sum);
  await end.set();
}
