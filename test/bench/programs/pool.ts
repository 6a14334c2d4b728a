// Pool.map of many tasks: `pool.ts COUNT TASK-MS ROUNDS`. The workers are up before the clock runs. Prints tasks a second, the median.
import { Pool } from 'lanescope';

declare const process: { argv: string[] };
const now = () => performance.timeOrigin + performance.now();

function trivial(x: number) {
  return x + 1;
}

/** Keeps its core busy for a millisecond, as Python's twin does. */
function busy(x: number) {
  const end = now() + 1;
  while (now() < end);
  return x + 1;
}

async function main([count = '10000', ms = '0', rounds = '5']: string[]) {
  const task = ms === '0' ? trivial : busy;
  const items = Array.from({ length: Number(count) }, (_, i) => i);
  await using pool = new Pool({ processes: 2 });
  await pool.map(task, [1, 2, 3, 4], { chunksize: 1 });
  const speeds: number[] = [];
  for (let i = 0; i < Number(rounds); i++) {
    const begin = now();
    const results = await pool.map(task, items);
    speeds.push((items.length / (now() - begin)) * 1000);
    if (results.length !== items.length || results.at(-1) !== items.length) throw new Error('wrong results');
  }
  speeds.sort((a, b) => a - b);
  console.log(JSON.stringify({ perSecond: speeds[speeds.length >> 1] }));
}

if (import.meta.main) await main(process.argv.slice(2));
