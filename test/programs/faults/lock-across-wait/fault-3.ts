// A reader waits in a condition, which lets go of its own lock, but not of the one around it: the writer needs both.

import { Condition, Event, Lock, Process, Value } from 'lanescope';

async function read(table: Lock, filled: Condition, count: Value<number>, begun: Event) {
  await table.with(async () => {
    await begun.set();
    await filled.with(() => filled.waitFor(async () => (await count.get()) > 0)); //! lock-across-wait deadlock
    console.log('read', await count.get());
  });
}

async function write(table: Lock, filled: Condition, count: Value<number>) {
  await table.with(() => count.set(1)); //& lock-across-wait
  await filled.with(() => filled.notifyAll());
}

if (import.meta.main) {
  const [table, filled, begun] = [new Lock(), new Condition(), new Event()];
  const count = new Value('int32', 0);
  const reader = new Process({ target: read, args: [table, filled, count, begun] });
  const writer = new Process({ target: write, args: [table, filled, count] });
  reader.start();
  await begun.wait();
  writer.start();
  for (const one of [reader, writer]) await one.join();
}
