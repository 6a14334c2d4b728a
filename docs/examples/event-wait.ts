// Nobody sets the event within 0.2 s; the child that is started then sets it, and the second `wait` goes on.

import { Event, Process, sleep } from 'lanescope';

async function prepare(ready: Event) {
  await sleep(300);
  await ready.set();
}

async function main() {
  const ready = new Event();
  console.log(await ready.wait({ timeout: 200 }));
  new Process({ target: prepare, args: [ready] }).start();
  console.log(await ready.wait()); // waits
}

if (import.meta.main) await main();

// Prints:
// false
// true
