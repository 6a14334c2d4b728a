// Two clerks book between the same two accounts, in opposite directions. The first time one comes after the other; the second time each
// holds its first account when the other comes. The deadlock tells of it: that it went well the first time is no news.

import { Barrier, Lock, Process, sleep } from 'lanescope';

async function book(from: Lock, to: Lock, ms: number, met: Barrier) {
  await sleep(ms);
  await from.with(() => to.with(() => console.log('transferred')));
  await met.wait();
  await from.with(async () => {
    await sleep(300);
    await to.with(() => console.log('transferred again')); //! deadlock
  });
}

if (import.meta.main) {
  const [ann, bob] = [new Lock({ name: 'ann' }), new Lock({ name: 'bob' })];
  const met = new Barrier(2);
  const clerks = [
    new Process({ target: book, args: [ann, bob, 0, met] }),
    new Process({ target: book, args: [bob, ann, 300, met] }),
  ];
  for (const one of clerks) one.start();
  for (const one of clerks) await one.join();
}
