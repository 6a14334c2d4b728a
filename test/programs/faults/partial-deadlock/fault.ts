// Two processes take two locks in opposite orders and block each other; a third one counts on for seconds.

import { Event, Lock, Process, sleep } from 'lanescope';

async function copy(source: Lock, mine: Event, theirs: Event, target: Lock) {
  await source.acquire();
  await mine.set();
  await theirs.wait();
  await target.acquire(); //! partial-deadlock lock-order
  console.log('copied');
}

async function count() {
  for (let second = 1; second <= 4; second++) {
    await sleep(1000);
    console.log(`second ${second}`);
  }
}

if (import.meta.main) {
  const [left, right] = [new Lock({ name: 'left' }), new Lock({ name: 'right' })];
  const [there, back] = [new Event(), new Event()];
  new Process({ target: copy, args: [left, there, back, right], daemon: true }).start();
  new Process({ target: copy, args: [right, back, there, left], daemon: true }).start();
  for (const one of [there, back]) await one.wait();
  const counter = new Process({ target: count });
  counter.start();
  await counter.join();
}
