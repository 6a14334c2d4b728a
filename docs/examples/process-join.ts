// The worker cannot be done within 0.2 s: the first `join` gives up. The second one waits for as long as it takes.

import { Event, Process, sleep } from 'lanescope';

async function work(goOn: Event) {
  await goOn.wait();
  await sleep(300);
  console.log('done');
}

async function main() {
  const goOn = new Event();
  const worker = new Process({ target: work, args: [goOn] });
  await worker.start();
  console.log('in time:', await worker.join({ timeout: 200 }));
  goOn.set();
  console.log('ended:', await worker.join()); // waits
}

if (import.meta.main) await main();

// Prints:
// in time: false
// done
// ended: true
