// `flood.ts COUNT PAIRS`: so many messages through one queue, from so many producers to so many consumers, which keep up: never
// more than a bounded number is under way. Says whether each came once, and those of each producer in order.

import { Process, Queue } from 'lanescope';

declare const process: { argv: string[] };

const window = 50_000;

async function produce(q: Queue<number>, acknowledged: Queue<number>, first: number, step: number, count: number) {
  let under = 0;
  for (let i = 0; i < count; i++) {
    await q.put(first + i * step);
    if (++under < window) continue;
    await acknowledged.get();
    under -= window / 2;
  }
}

/** Sums up what it gets; `-1` ends it. */
async function consume(q: Queue<number>, acknowledged: Queue<number>[], pairs: number, reports: Queue<number[]>) {
  const last = new Array<number>(pairs).fill(-1);
  let [got, sum, inOrder] = [0, 0, 1];
  for (;;) {
    const item = await q.get();
    if (item < 0) break;
    const from = item % pairs;
    if (item <= (last[from] ?? -1)) inOrder = 0;
    last[from] = item;
    sum += item;
    // every consumer sees its share of every producer's items
    if (++got % (window / 2) === 0) for (const one of acknowledged) void one.put(1);
  }
  await reports.put([got, sum, inOrder]);
}

async function main(count: number, pairs: number) {
  const [q, reports] = [new Queue<number>(), new Queue<number[]>()];
  const acknowledged = Array.from({ length: pairs }, (_, i) => new Queue<number>({ name: `acknowledged-${i}` }));
  const begun = performance.now();
  const consumers = acknowledged.map(() => new Process({ target: consume, args: [q, acknowledged, pairs, reports] }));
  for (const one of consumers) one.start();
  const each = Math.floor(count / pairs);
  const producers = acknowledged.map((own, i) => new Process({ target: produce, args: [q, own, i, pairs, each] }));
  for (const one of producers) one.start();
  for (const one of producers) await one.join();
  for (const _ of consumers) await q.put(-1);
  let [got, sum, inOrder] = [0, 0, true];
  for (const _ of consumers) {
    const [n = 0, s = 0, ok = 0] = await reports.get();
    got += n;
    sum += s;
    inOrder &&= ok === 1;
  }
  for (const one of consumers) await one.join();
  const total = each * pairs;
  const isWhole = got === total && sum === (total * (total - 1)) / 2 && inOrder;
  const perSecond = Math.round((total / (performance.now() - begun)) * 1000);
  console.log(`${got} ${isWhole ? 'whole and in order' : 'NOT as they were put'}, ${perSecond} a second`);
}

if (import.meta.main) await main(Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 1));
