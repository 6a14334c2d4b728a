// Three sensors each see that one more value fits, and all put: two of them fail.

import { Barrier, Process, Queue } from 'lanescope';

async function measure(value: number, values: Queue<number>, together: Barrier) {
  const isFull = await values.full(); //! queue-snapshot
  await together.wait();
  if (!isFull) await values.putNowait(value); //& queue-snapshot
}

if (import.meta.main) {
  const values = new Queue<number>({ maxsize: 1 });
  const together = new Barrier(3);
  const sensors = [20, 21, 22].map((value) => new Process({ target: measure, args: [value, values, together] }));
  for (const sensor of sensors) sensor.start();
  for (const sensor of sensors) await sensor.join();
  console.log(await values.get());
}
