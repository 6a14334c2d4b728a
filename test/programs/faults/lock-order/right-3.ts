// Two clerks book between the same two accounts, in opposite directions, and none waits for the other while it holds an account.

import { Event, Process, Value } from 'lanescope';

async function transfer(from: Value<number>, to: Value<number>, ready: Event, other: Event) {
  await ready.set();
  await other.wait();
  await from.getLock().with(async () => {
    const amount = await from.get();
    await to.getLock().with(() => console.log('transferred', amount));
  });
}

if (import.meta.main) {
  const [ann, bob] = [new Value('int32', 10), new Value('int32', 20)];
  const [there, back] = [new Event(), new Event()];
  const clerks = [
    new Process({ target: transfer, args: [ann, bob, there, back] }),
    new Process({ target: transfer, args: [ann, bob, back, there] }),
  ];
  for (const one of clerks) one.start();
  for (const one of clerks) await one.join();
}
