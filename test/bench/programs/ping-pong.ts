// Round trips between two processes through two queues: prints the median and the 99th percentile in microseconds.
import { Process, Queue } from 'lanescope';

async function echo(there: Queue<number>, back: Queue<number>, count: number) {
  for (let i = 0; i < count; i++) await back.put(await there.get());
}

async function main([count = '1000']: string[]) {
  const there = new Queue<number>();
  const back = new Queue<number>();
  const p = new Process({ target: echo, args: [there, back, Number(count)] });
  await p.start();
  const times: number[] = [];
  for (let i = 0; i < Number(count); i++) {
    const begin = performance.now();
    there.put(i);
    await back.get();
    times.push((performance.now() - begin) * 1000);
  }
  await p.join();
  const steady = times.slice(Math.floor(times.length / 10)).sort((a, b) => a - b);
  const at = (share: number) => steady[Math.floor(steady.length * share)];
  console.log(JSON.stringify({ p50: at(0.5), p99: at(0.99) }));
}

declare const process: { argv: string[] };
if (import.meta.main) await main(process.argv.slice(2));
