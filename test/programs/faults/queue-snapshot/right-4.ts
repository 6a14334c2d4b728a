// Three sensors each try to put a value where one fits: two of them are told that there is no room.

import { Barrier, Process, Queue, QueueFullError } from 'lanescope';

async function measure(value: number, values: Queue<number>, together: Barrier) {
  await together.wait();
  try {
    await values.putNowait(value);
  } catch (error) {
    if (!(error instanceof QueueFullError)) throw error;
  }
}

if (import.meta.main) {
  const values = new Queue<number>({ maxsize: 1 });
  const together = new Barrier(3);
  const sensors = [20, 21, 22].map((value) => new Process({ target: measure, args: [value, values, together] }));
  for (const sensor of sensors) sensor.start();
  for (const sensor of sensors) await sensor.join();
  console.log(await values.get());
}
