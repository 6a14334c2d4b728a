// Ten processes write into one dictionary, which lives in a manager's process.
//
// In the swimlane: every `set` is an arrow to the lane of `SyncManager-1`, and one back when it is answered. The manager takes
// the calls one after the other, in the order in which they reach it.

import { type DictProxy, Manager, Process } from 'lanescope';

async function worker(results: DictProxy<number>, key: number, value: number) {
  await results.set(key, value);
}

async function main() {
  await using manager = await Manager.start();
  const results = manager.dict<number>();
  const jobs = Array.from({ length: 10 }, (_, i) => new Process({ target: worker, args: [results, i, i * 2] }));
  for (const job of jobs) job.start();
  for (const job of jobs) await job.join();
  const pairs = [...(await results.entries())].map(([key, value]) => `${key}: ${value}`);
  console.log(`Results: {${pairs.join(', ')}}`);
}

if (import.meta.main) await main();
