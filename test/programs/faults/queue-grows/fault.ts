// orders: 2
// Log lines are made faster than they are written, and the queue in between has no bound.

import { Event, Process, Queue, sleep } from 'lanescope';

async function log(lines: Queue<string>, isOver: Event) {
  for (let i = 0; i < 3000; i++) {
    await lines.put(`line ${i}`); //! queue-grows
    if (i % 50 === 0) await sleep(20);
  }
  await isOver.set();
  await lines.put('');
}

async function write(lines: Queue<string>, isOver: Event) {
  while ((await lines.get()) !== '') {
    if (!(await isOver.isSet())) await sleep(10);
  }
}

if (import.meta.main) {
  const lines = new Queue<string>(); //& queue-grows
  const isOver = new Event();
  const logger = new Process({ target: log, args: [lines, isOver] });
  const writer = new Process({ target: write, args: [lines, isOver] });
  for (const one of [writer, logger]) one.start();
  for (const one of [writer, logger]) await one.join();
}
