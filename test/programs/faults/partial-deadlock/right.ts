// Two processes take two locks in the same order, one after the other; a third one counts on for seconds.

import { Event, Lock, Process, sleep } from 'lanescope';

async function copy(source: Lock, theirs: Event, mine: Event, target: Lock) {
  await theirs.wait();
  await source.acquire();
  await target.acquire();
  console.log('copied');
  await target.release();
  await source.release();
  await mine.set();
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
  new Process({ target: copy, args: [left, back, new Event(), right], daemon: true }).start();
  const counter = new Process({ target: count });
  counter.start();
  await there.set();
  await counter.join();
}
