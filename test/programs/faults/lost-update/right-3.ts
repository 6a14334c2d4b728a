// Two processes count what they find: each counts in an element of its own.

import { Barrier, Process, SharedArray } from 'lanescope';

const read = (counts: SharedArray<number>, index: number) => counts.get(index);

const write = (counts: SharedArray<number>, index: number, n: number) => counts.set(index, n);

async function count(counts: SharedArray<number>, index: number, together: Barrier) {
  await together.wait();
  const old = await read(counts, index);
  await together.wait();
  await write(counts, index, old + 1);
}

if (import.meta.main) {
  const counts = new SharedArray('int32', 2);
  const together = new Barrier(2);
  const counters = [0, 1].map((index) => new Process({ target: count, args: [counts, index, together] }));
  for (const one of counters) one.start();
  for (const one of counters) await one.join();
  console.log(await counts.slice());
}
