// orders: 3
// Money goes from one account to another under both their locks, and back: both begin with the same.

import { Lock, Process, sleep } from 'lanescope';

async function transfer(from: Lock, to: Lock, ms: number) {
  await sleep(ms);
  await from.with(async () => {
    await to.with(() => console.log('transferred'));
  });
}

if (import.meta.main) {
  const [ann, bob] = [new Lock({ name: 'ann' }), new Lock({ name: 'bob' })];
  const there = new Process({ target: transfer, args: [ann, bob, 0] });
  const back = new Process({ target: transfer, args: [ann, bob, 400] });
  for (const one of [there, back]) one.start();
  for (const one of [there, back]) await one.join();
}
