// Results come one by one as the tasks end: the slow task was given first, and is the last to be there.

import { Event, Pool, sleep } from 'lanescope';

let quickIsDone: Event;

function prepare(event: Event) {
  quickIsDone = event;
}

async function run(task: string) {
  if (task === 'slow') await quickIsDone.wait();
  await sleep(200);
  return task;
}

async function main() {
  const done = new Event();
  await using pool = new Pool({ processes: 2, initializer: prepare, initargs: [done] });
  // waits for each
  for await (const task of pool.imapUnordered(run, ['slow', 'quick'])) {
    console.log(task);
    done.set();
  }
}

if (import.meta.main) await main();

// Prints:
// quick
// slow
