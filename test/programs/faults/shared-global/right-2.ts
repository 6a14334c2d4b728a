// Four children send what they have measured; the parent fills its table.

import { Process, Queue } from 'lanescope';

const lengths = new Map<string, number>();

async function measure(word: string, measured: Queue<[string, number]>) {
  await measured.put([word, word.length]);
}

async function main() {
  const words = ['one', 'three', 'seven', 'eleven'];
  const measured = new Queue<[string, number]>();
  const children = words.map((word) => new Process({ target: measure, args: [word, measured] }));
  for (const child of children) await child.start();
  for (const _ of words) {
    const [word, length] = await measured.get();
    lengths.set(word, length);
  }
  for (const child of children) await child.join();
  for (const word of words) console.log(word, lengths.get(word));
}

if (import.meta.main) await main();
