// Children show in values how far they have come, and are looked at once: after a sleep, when they have begun, or by another one.

import { Event, Process, sleep, Value } from 'lanescope';

async function count(total: Value<number>, begun?: Event) {
  await begun?.set();
  for (let n = 1; n <= 10; n++) {
    await sleep(30);
    await total.set(n);
  }
}

async function watch(total: Value<number>) {
  await sleep(500);
  console.log('watched', await total.get());
}

async function main() {
  const [first, second, third, fourth] = Array.from({ length: 4 }, () => new Value('int32', 0)) as [
    Value<number>,
    Value<number>,
    Value<number>,
    Value<number>,
  ];

  new Process({ target: count, args: [third] }).start();
  new Process({ target: watch, args: [third] }).start();
  console.log('at first', await third.get());

  const begun = new Event();
  new Process({ target: count, args: [second, begun] }).start();
  await begun.wait();
  console.log('when it has begun', await second.get());

  // it is never done
  new Process({ target: count, args: [fourth], daemon: true }).start();
  console.log('the pulse', await fourth.get());

  new Process({ target: count, args: [first] }).start();
  await sleep(150);
  console.log('after a while', await first.get());
}

if (import.meta.main) await main();
