// An instance of a class goes through a queue and is still one on the other side: its method is called there.
//
// In the swimlane: one arrow from the main process to Process-1, which carries the object as a copy. It leaves before its
// receiver is ready or after that began to wait; the bar of its `get` tells which.

import { currentProcess, Process, Queue } from 'lanescope';

class Entertainer {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  perform() {
    console.log(`Doing something fancy in ${currentProcess().name} for ${this.name}!`);
  }
}

async function worker(q: Queue<Entertainer>) {
  const entertainer = await q.get();
  entertainer.perform();
}

async function main() {
  const q = new Queue<Entertainer>();
  const p = new Process({ target: worker, args: [q] });
  p.start();

  q.put(new Entertainer('Fancy Dan'));

  // Nothing more comes from here: once the object is safe in the queue, only the worker is waited for.
  q.close();
  await q.joinThread();
  await p.join();
}

if (import.meta.main) await main();
