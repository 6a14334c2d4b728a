// greet.ts without its put: a deadlock, made on purpose.
//
// In the swimlane: the bar of Process-1 never ends. Within a second Lanescope says that nobody is left who could put a
// name, marks the line of the `get`, and ends the run with exit code 86. Mend it: put a name after the sleep.

import { Process, Queue, sleep } from 'lanescope';

async function greet(q: Queue<string>) {
  console.log('(child process) Waiting for name...');
  const name = await q.get();
  console.log('(child process) Well, hi', name);
}

async function sendName() {
  const q = new Queue<string>();

  const p1 = new Process({ target: greet, args: [q] });
  p1.start();

  await sleep(1000);
  console.log("(parent process) Ok, I'll send the name");
}

if (import.meta.main) await sendName();
