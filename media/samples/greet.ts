// A child waits for a name; five seconds later its parent sends one.
//
// In the swimlane: the long bar of Process-1 is its `get`, blocked because the queue is empty. It ends where the arrow
// from the parent's `put` lands. A click on the bar, the arrow or its ends leads to the line.

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

  await sleep(5000);
  console.log("(parent process) Ok, I'll send the name");
  q.put('Jimmy');
}

// A child imports this file too, and must not start children of its own: there `import.meta.main` is false.
if (import.meta.main) await sendName();
