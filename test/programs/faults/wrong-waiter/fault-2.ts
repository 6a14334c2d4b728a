// orders: 3
// Two processes wait for apples and two for pears, in the same condition. The pears are seen only when apples have come as well.

import { Condition, Process, Semaphore, sleep, Value } from 'lanescope';

async function eatApple(basket: Condition, apples: Value<number>, there: Semaphore) {
  await basket.with(async () => {
    await there.release();
    await basket.waitFor(async () => (await apples.get()) > 0); //& wrong-waiter
    console.log('an apple is eaten');
  });
}

async function eatPear(basket: Condition, pears: Value<number>, there: Semaphore) {
  await basket.with(async () => {
    await there.release();
    await basket.waitFor(async () => (await pears.get()) > 0); //& wrong-waiter
    console.log('a pear is eaten');
  });
}

if (import.meta.main) {
  const basket = new Condition();
  const [apples, pears] = [new Value('int32', 0), new Value('int32', 0)];
  const there = new Semaphore(0);
  const eaters = [
    new Process({ target: eatApple, args: [basket, apples, there] }),
    new Process({ target: eatApple, args: [basket, apples, there] }),
    new Process({ target: eatPear, args: [basket, pears, there] }),
    new Process({ target: eatPear, args: [basket, pears, there] }),
  ];
  for (const one of eaters) {
    one.start();
    await there.acquire();
  }
  await basket.with(async () => {
    await pears.set(2);
    await basket.notify(); //! wrong-waiter
  });
  await sleep(300);
  await basket.with(async () => {
    await apples.set(2);
    await basket.notifyAll();
  });
  for (const one of eaters) await one.join();
}
