// From start() to the first line of the child: `start.ts WARM SEQUENCE BURST`. Prints milliseconds: the very first, the median of
// WARM starts with a pause before each, the median of a sequence without, a burst.
import { Process, Queue, sleep } from 'lanescope';

const pauseMs = 150;
const now = () => performance.timeOrigin + performance.now();

async function report(times: Queue<number>) {
  await times.put(now());
}

async function one(times: Queue<number>, pause = 0) {
  if (pause > 0) await sleep(pause);
  const begin = now();
  const p = new Process({ target: report, args: [times] });
  p.start();
  const ms = (await times.get()) - begin;
  await p.join();
  return ms;
}

function median(values: number[]) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

async function main([warm = '20', sequence = '20', burst = '16']: string[]) {
  const times = new Queue<number>();
  const first = await one(times);
  const paused: number[] = [];
  for (let i = 0; i < Number(warm); i++) paused.push(await one(times, pauseMs));
  const unpaused: number[] = [];
  for (let i = 0; i < Number(sequence); i++) unpaused.push(await one(times));
  await sleep(pauseMs);
  const begin = now();
  const many = Array.from({ length: Number(burst) }, () => new Process({ target: report, args: [times] }));
  for (const p of many) p.start();
  let last = 0;
  for (const _ of many) last = Math.max(last, await times.get());
  for (const p of many) await p.join();
  console.log(JSON.stringify({ first, warm: median(paused), median: median(unpaused), burst: last - begin }));
}

declare const process: { argv: string[] };
if (import.meta.main) await main(process.argv.slice(2));
