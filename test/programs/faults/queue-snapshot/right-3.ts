// The writer waits until each producer has put all it has, and then takes what is there.

import { Barrier, Process, Queue } from 'lanescope';

async function produce(name: string, q: Queue<string>, isAllThere: Barrier) {
  for (let i = 0; i < 3; i++) await q.put(`${name} ${i}`);
  await isAllThere.wait();
}

async function write(q: Queue<string>, isAllThere: Barrier) {
  await isAllThere.wait();
  while (!(await q.empty())) console.log(await q.get());
}

if (import.meta.main) {
  const q = new Queue<string>();
  const isAllThere = new Barrier(4);
  const names = ['Ann', 'Bob', 'Eve'];
  const producers = names.map((name) => new Process({ name, target: produce, args: [name, q, isAllThere] }));
  const writer = new Process({ name: 'Writer', target: write, args: [q, isAllThere] });
  for (const one of [writer, ...producers]) one.start();
  for (const one of [writer, ...producers]) await one.join();
}
