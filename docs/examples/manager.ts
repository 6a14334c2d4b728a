// Three processes put their results into one dictionary, which lives in the process of the manager.

import { type DictProxy, Manager, Process, sleep } from 'lanescope';

async function work(results: DictProxy<number>, n: number) {
  await sleep(n * 100);
  await results.set(n, n * n);
}

async function main() {
  await using manager = await Manager.start();
  const results = manager.dict<number>();
  const jobs = [1, 2, 3].map((n) => new Process({ target: work, args: [results, n] }));
  for (const job of jobs) job.start();
  for (const job of jobs) await job.join(); // waits
  console.log(await results.get(1), await results.get(2), await results.get(3));
}

if (import.meta.main) await main();

// Prints:
// 1 4 9
