// A reader of lines fails at a bad one, and says that it is over all the same; three workers end.

import { Process, Queue } from 'lanescope';

function parse(line: string): number {
  const n = Number(line);
  if (Number.isNaN(n)) throw new Error(`"${line}" is no number`);
  return n;
}

async function readLines(numbers: Queue<number | null>) {
  try {
    for (const line of ['3', '4', 'five', '6']) await numbers.put(parse(line));
  } finally {
    for (let i = 0; i < 3; i++) await numbers.put(null);
  }
}

async function add(numbers: Queue<number | null>) {
  let sum = 0;
  for (;;) {
    const n = await numbers.get();
    if (n === null) break;
    sum += n;
  }
  console.log(sum >= 0);
}

if (import.meta.main) {
  const numbers = new Queue<number | null>();
  const adders = [1, 2, 3].map(() => new Process({ target: add, args: [numbers] }));
  const reader = new Process({ target: readLines, args: [numbers], name: 'reader' });
  for (const one of [...adders, reader]) one.start();
  for (const adder of adders) await adder.join();
}
