// One process waits for apples and one for pears, in the same condition. Pears come, and the one that is told waits for apples.

import { Condition, Process, Semaphore, Value } from 'lanescope';

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
    await basket.waitFor(async () => (await pears.get()) > 0); //! deadlock
    console.log('a pear is eaten');
  });
}

if (import.meta.main) {
  const basket = new Condition();
  const [apples, pears] = [new Value('int32', 0), new Value('int32', 0)];
  const there = new Semaphore(0);
  const apple = new Process({ target: eatApple, args: [basket, apples, there] });
  const pear = new Process({ target: eatPear, args: [basket, pears, there] });
  for (const one of [apple, pear]) {
    one.start();
    await there.acquire();
  }
  await basket.with(async () => {
    await pears.set(1);
    await basket.notify(); //! wrong-waiter
  });
  await pear.join();
  await basket.with(async () => {
    await apples.set(1);
    await basket.notify();
  });
  await apple.join();
}
