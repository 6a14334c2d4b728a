// The writer gives the producers a moment, and then takes what is there. They were quick enough; nothing makes them.

import { Process, Queue, sleep } from 'lanescope';

async function produce(name: string, q: Queue<string>) {
  for (let i = 0; i < 3; i++) await q.put(`${name} ${i}`); //& queue-snapshot
}

async function write(q: Queue<string>) {
  await sleep(3000);
  while (!(await q.empty())) console.log(await q.get()); //! queue-snapshot
}

if (import.meta.main) {
  const q = new Queue<string>();
  const producers = ['Ann', 'Bob', 'Eve'].map((name) => new Process({ name, target: produce, args: [name, q] }));
  const writer = new Process({ name: 'Writer', target: write, args: [q] });
  for (const one of [writer, ...producers]) one.start();
  for (const one of [writer, ...producers]) await one.join();
}
