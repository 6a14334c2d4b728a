// A till and a bank change a balance, each under the one lock of the account, as their work takes a while.

import { Barrier, Lock, Process, sleep, Value } from 'lanescope';

async function book(balance: Value<number>, lock: Lock, amount: number, open: Barrier) {
  await open.wait();
  await lock.with(async () => {
    const old = await balance.get();
    await sleep(200); // stands for some work
    await balance.set(old + amount);
  });
}

if (import.meta.main) {
  const balance = new Value('int32', 100);
  const open = new Barrier(2);
  const accountLock = new Lock();
  const till = new Process({ target: book, args: [balance, accountLock, 5, open], name: 'till' });
  const bank = new Process({ target: book, args: [balance, accountLock, 9, open], name: 'bank' });
  for (const one of [till, bank]) await one.start();
  for (const one of [till, bank]) await one.join();
  console.log(await balance.get());
}
