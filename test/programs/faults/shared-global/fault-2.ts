// Four children fill a table of the module, each its own copy; the parent's stays empty.

import { Process } from 'lanescope';

const lengths = new Map<string, number>();

function measure(word: string) {
  lengths.set(word, word.length); //! shared-global
}

async function main() {
  const words = ['one', 'three', 'seven', 'eleven'];
  const children = words.map((word) => new Process({ target: measure, args: [word] }));
  for (const child of children) await child.start();
  for (const child of children) await child.join();
  for (const word of words) console.log(word, lengths.get(word));
}

if (import.meta.main) await main();
