// Two processes fill a half of the table each; the parent reads it when both are done.

import { Process, SharedArray, sleep } from 'lanescope';

async function fill(squares: SharedArray, from: number, to: number) {
  for (let n = from; n < to; n++) {
    await sleep(50);
    await squares.set(n, n * n);
  }
}

async function main() {
  const squares = new SharedArray('int32', 8);
  const halves = [0, 4].map((from) => new Process({ target: fill, args: [squares, from, from + 4] }));
  for (const half of halves) half.start();
  for (const half of halves) await half.join(); // waits
  console.log(...(await squares.slice()));
}

if (import.meta.main) await main();

// Prints:
// 0 1 4 9 16 25 36 49
