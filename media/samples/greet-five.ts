// The exercise to greet.ts: five names, sent and received one at a time.
//
// In the swimlane: the child's `get` blocks five times, each time until the next arrow lands. The queue never holds more
// than one name, for the child is always quicker than the parent's pause.

import { Process, Queue, sleep } from 'lanescope';

const count = 5;

async function greet2(q: Queue<string>) {
  for (let i = 0; i < count; i++) {
    console.log('(child process) Waiting for name', i);
    const name = await q.get();
    console.log('(child process) Well, hi', name);
  }
}

async function sendName2() {
  const q = new Queue<string>();

  const p1 = new Process({ target: greet2, args: [q] });
  p1.start();

  for (let i = 0; i < count; i++) {
    await sleep(1000);
    console.log("(parent process) Ok, I'll send the name");
    q.put(`George${i}`);
  }
}

if (import.meta.main) await sendName2();
