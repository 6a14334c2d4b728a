// orders: 5
// A lock is handed over with an order: one process takes it and begins a change, another ends it and releases. A third takes it by
// itself, and the parent has a child change the number for it while it holds the lock.

import { Lock, Process, Queue, sleep, Value, wait } from 'lanescope';

async function add(balance: Value<number>, amount: number) {
  await balance.set((await balance.get()) + amount);
}

async function reserve(lock: Lock, balance: Value<number>, orders: Queue<number>) {
  for (const amount of [10, 20, 30, 0]) {
    await lock.acquire();
    await add(balance, -amount);
    await orders.put(amount);
    await sleep(2);
  }
}

async function settle(lock: Lock, balance: Value<number>, orders: Queue<number>) {
  for (;;) {
    const amount = await orders.get();
    await add(balance, amount + 1);
    await lock.release();
    if (amount === 0) break;
  }
}

async function bonus(lock: Lock, balance: Value<number>) {
  for (let n = 0; n < 3; n++) {
    await lock.with(() => add(balance, 100));
    await sleep(7);
  }
}

if (import.meta.main) {
  const lock = new Lock();
  const balance = new Value('int32', 1000);
  const orders = new Queue<number>();
  let left = [
    new Process({ target: reserve, args: [lock, balance, orders] }),
    new Process({ target: settle, args: [lock, balance, orders] }),
    new Process({ target: bonus, args: [lock, balance] }),
  ] as Process[];
  for (const one of left) one.start();
  for (let n = 0; n < 2; n++) {
    await lock.with(async () => {
      const child = new Process({ target: add, args: [balance, 5] });
      child.start();
      await child.join();
    });
  }
  while (left.length > 0) {
    const ended = await wait(left);
    left = left.filter((one) => !ended.includes(one));
  }
  await add(balance, 1);
  console.log(await balance.get());
}
