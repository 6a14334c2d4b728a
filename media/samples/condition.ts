// Two processes must not begin their second stage before the first one is done.
//
// In the swimlane: both stage_2 processes wait in the condition, and `s1` wakes them with one notifyAll. They go on one after
// the other, for each needs the condition's lock again: see the lane below it.

import { Condition, currentProcess, Process, Semaphore, sleep } from 'lanescope';

async function stage1(condition: Condition) {
  const { name } = currentProcess();
  console.log('Starting', name);
  await condition.with(async () => {
    console.log(`${name} done and ready for stage 2`);
    await condition.notifyAll();
  });
}

async function stage2(condition: Condition, there: Semaphore) {
  const { name } = currentProcess();
  console.log('Starting', name);
  await condition.with(async () => {
    // a notification that nobody waits for is lost: s1 is started when both are there
    await there.release();
    await condition.wait();
    console.log(`${name} running`);
  });
}

async function main() {
  const condition = new Condition();
  const there = new Semaphore(0);
  const s1 = new Process({ name: 's1', target: stage1, args: [condition] });
  const clients = [1, 2].map((i) => new Process({ name: `stage_2[${i}]`, target: stage2, args: [condition, there] }));
  for (const client of clients) {
    client.start();
    await there.acquire();
    await sleep(1000);
  }
  s1.start();
  await s1.join();
  for (const client of clients) await client.join();
}

if (import.meta.main) await main();
