// One process waits for apples and one for pears, in the same condition. When something comes, both are told.

import { Condition, Process, Semaphore, Value } from 'lanescope';

async function eatApple(basket: Condition, apples: Value<number>, there: Semaphore) {
  await basket.with(async () => {
    await there.release();
    await basket.waitFor(async () => (await apples.get()) > 0);
    console.log('an apple is eaten');
  });
}

async function eatPear(basket: Condition, pears: Value<number>, there: Semaphore) {
  await basket.with(async () => {
    await there.release();
    await basket.waitFor(async () => (await pears.get()) > 0);
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
    await basket.notifyAll();
  });
  await pear.join();
  await basket.with(async () => {
    await apples.set(1);
    await basket.notifyAll();
  });
  await apple.join();
}
