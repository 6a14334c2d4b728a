// An instance of a class goes through a queue and is still one on the other side: its method is called there.
//
// In the swimlane: the object lies in the queue `q` until Process-1 has begun and asks for it. The arrow to that `get` carries
// a copy, and its label names the class and the fields that travel.

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
