// Two clerks book between the same two accounts, in opposite directions, and each holds its first account when the other comes.

import { Event, Process, Value } from 'lanescope';

async function transfer(from: Value<number>, to: Value<number>, ready: Event, other: Event) {
  await from.getLock().with(async () => {
    await ready.set();
    await other.wait();
    const amount = await from.get();
    await to.getLock().with(() => console.log('transferred', amount)); //! lock-order deadlock
  });
}

if (import.meta.main) {
  const [ann, bob] = [new Value('int32', 10), new Value('int32', 20)];
  const [there, back] = [new Event(), new Event()];
  const clerks = [
    new Process({ target: transfer, args: [ann, bob, there, back] }),
    new Process({ target: transfer, args: [bob, ann, back, there] }),
  ];
  for (const one of clerks) one.start();
  for (const one of clerks) await one.join();
}
