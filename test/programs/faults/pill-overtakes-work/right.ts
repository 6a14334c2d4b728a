// One producer is done before the other; the consumer is told to leave when both have ended.

import { Process, Queue, sleep } from 'lanescope';

async function readFile(name: string, lines: number, ms: number, q: Queue<string | null>) {
  for (let line = 1; line <= lines; line++) {
    await sleep(ms);
    await q.put(`${name}:${line}`);
  }
}

async function count(q: Queue<string | null>) {
  let n = 0;
  for (;;) {
    const line = await q.get();
    if (line === null) break;
    n++;
  }
  console.log(n);
}

if (import.meta.main) {
  const q = new Queue<string | null>();
  const counter = new Process({ target: count, args: [q] });
  const small = new Process({ target: readFile, args: ['small', 2, 20, q] });
  const large = new Process({ target: readFile, args: ['large', 4, 400, q] });
  for (const one of [counter, small, large]) one.start();
  for (const one of [small, large]) await one.join();
  await q.put(null);
  await counter.join();
}
