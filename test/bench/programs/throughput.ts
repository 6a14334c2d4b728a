// Items from producers to consumers through one queue: `throughput.ts KIND COUNT PRODUCERS CONSUMERS MAXSIZE STRICT`.
// Prints items per second, from the first item that a consumer got to the last.
import { Process, Queue } from 'lanescope';

type Report = { first: number; last: number; got: number };

const payloads: Record<string, (i: number) => unknown> = {
  int: (i) => i,
  object: (i) => ({
    id: i,
    name: 'item number',
    tags: ['a', 'b'],
    nested: { ok: true, score: 0.5 },
    note: 'x'.repeat(20),
  }),
  string: (i) => String(i).padEnd(1000, 'x'),
  bytes: () => new Uint8Array(1_000_000),
};

async function produce(q: Queue<unknown>, kind: string, count: number) {
  const make = payloads[kind];
  if (!make) throw new Error(`unknown kind ${kind}`);
  for (let i = 0; i < count; i++) await q.put(make(i));
}

async function consume(q: Queue<unknown>, reports: Queue<Report>) {
  let [first, last, got] = [0, 0, 0];
  for (;;) {
    const item = await q.get();
    last = performance.timeOrigin + performance.now();
    if (got === 0) first = last;
    if (item === null) break;
    got++;
  }
  await reports.put({ first, last, got });
}

async function main([
  kind = 'int',
  count = '1000',
  producers = '1',
  consumers = '1',
  maxsize = '0',
  strict = '',
]: string[]) {
  const q = new Queue<unknown>({ maxsize: Number(maxsize), strict: strict === 'strict' });
  const reports = new Queue<Report>();
  const each = Math.floor(Number(count) / Number(producers));
  const consuming = Array.from(
    { length: Number(consumers) },
    () => new Process({ target: consume, args: [q, reports] }),
  );
  for (const process of consuming) await process.start();
  const producing = Array.from(
    { length: Number(producers) },
    () => new Process({ target: produce, args: [q, kind, each] }),
  );
  for (const process of producing) await process.start();
  for (const process of producing) await process.join();
  for (const _ of consuming) await q.put(null);
  const all = [];
  for (const _ of consuming) all.push(await reports.get());
  const got = all.reduce((sum, { got }) => sum + got, 0);
  if (got !== each * Number(producers)) throw new Error(`${got} items arrived, ${each * Number(producers)} were sent`);
  const ms =
    Math.max(...all.map(({ last }) => last)) - Math.min(...all.filter(({ got }) => got > 0).map(({ first }) => first));
  console.log(JSON.stringify({ perSecond: (got / ms) * 1000 }));
}

declare const process: { argv: string[] };
if (import.meta.main) await main(process.argv.slice(2));
