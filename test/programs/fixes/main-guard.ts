// Without a main guard: its child imports the module too, and would start a child of its own.

import { Process, Queue } from 'lanescope';

const greeting = 'hello';

// what the child does
async function worker(q: Queue<string>) {
  await q.put(greeting);
}

// the queue between them
const q = new Queue<string>();
const child = new Process({ target: worker, args: [q] });
await child.start();

/** Says what it got. */
function say(text: string) {
  console.log(`the child says:
  ${text}`);
}

say(await q.get()); // waits for it
await child.join();
