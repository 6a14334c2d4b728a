// orders: 5
// The parent and its child change a number without its lock, each only when an event has told it that the other has done so.

import { Event, Process, Value } from 'lanescope';

async function answer(asked: Event, answered: Event, total: Value<number>) {
  for (let n = 0; n < 4; n++) {
    await asked.wait();
    await asked.clear();
    await total.set((await total.get()) * 2);
    await answered.set();
  }
}

if (import.meta.main) {
  const [asked, answered] = [new Event(), new Event()];
  const total = new Value('int32', 1);
  const child = new Process({ target: answer, args: [asked, answered, total] });
  child.start();
  for (let n = 0; n < 4; n++) {
    await total.set((await total.get()) + 1);
    await asked.set();
    await answered.wait();
    await answered.clear();
  }
  await child.join();
  console.log(await total.get());
}
