// A parent reads what its children have written, and waits for each of them in another way.

import { activeChildren, Condition, Process, Queue, sleep, Value, wait } from 'lanescope';

async function write(value: Value<number>) {
  await value.set(42);
}

async function writeAndSend(value: Value<number>, written: Queue<string>) {
  await value.set(42);
  await written.put('here it is');
  await sleep(300);
}

async function writeAndNotify(value: Value<number>, written: Condition) {
  await written.with(async () => {
    await value.set(42);
    await written.notifyAll();
  });
  await sleep(300);
}

async function count(value: Value<number>) {
  for (let n = 1; n <= 3; n++) {
    await sleep(100);
    await value.set(n);
  }
}

if (import.meta.main) {
  const values = Array.from({ length: 4 }, () => new Value('int32', 0));
  const [first, second, third, counter] = values as [Value<number>, Value<number>, Value<number>, Value<number>];

  const child = new Process({ target: write, args: [first] });
  child.start();
  while (activeChildren().length > 0) await sleep(100);
  console.log(await first.get());

  const written = new Queue<string>();
  new Process({ target: writeAndSend, args: [second, written] }).start();
  await written.get();
  console.log(await second.get());

  const condition = new Condition();
  await condition.with(async () => {
    new Process({ target: writeAndNotify, args: [third, condition] }).start();
    await condition.wait();
  });
  console.log(await third.get());

  // how far it has come
  const counting = new Process({ target: count, args: [counter] });
  counting.start();
  console.log(await counter.get());
  await wait([counting]);
  console.log(await counter.get());
}
