// From start() to the first line of the child: `start.ts SEQUENCE BURST`. Prints milliseconds: the very first, the median of a sequence, a burst.
import { Process, Queue } from 'lanescope';

const now = () => performance.timeOrigin + performance.now();

async function report(times: Queue<number>) {
  await times.put(now());
}

async function one(times: Queue<number>) {
  const begin = now();
  const p = new Process({ target: report, args: [times] });
  p.start();
  const ms = (await times.get()) - begin;
  await p.join();
  return ms;
}

async function main([count = '20', burst = '16']: string[]) {
  const times = new Queue<number>();
  const first = await one(times);
  const sequence: number[] = [];
  for (let i = 0; i < Number(count); i++) sequence.push(await one(times));
  sequence.sort((a, b) => a - b);
  const begin = now();
  const many = Array.from({ length: Number(burst) }, () => new Process({ target: report, args: [times] }));
  for (const p of many) p.start();
  let last = 0;
  for (const _ of many) last = Math.max(last, await times.get());
  for (const p of many) await p.join();
  console.log(JSON.stringify({ first, median: sequence[sequence.length >> 1], burst: last - begin }));
}

declare const process: { argv: string[] };
if (import.meta.main) await main(process.argv.slice(2));
