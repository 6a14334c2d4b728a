// orders: 2
// Log lines are written as fast as they are made, and where they are not the queue in between lets the logger wait.

import { Process, Queue, sleep } from 'lanescope';

async function log(lines: Queue<string>) {
  for (let i = 0; i < 3000; i++) {
    await lines.put(`line ${i}`);
    if (i % 50 === 0) await sleep(20);
  }
  await lines.put('');
}

async function write(lines: Queue<string>) {
  for (let i = 0; (await lines.get()) !== ''; i++) {
    if (i % 25 === 0) await sleep(10);
  }
}

if (import.meta.main) {
  const lines = new Queue<string>({ maxsize: 200 });
  const logger = new Process({ target: log, args: [lines] });
  const writer = new Process({ target: write, args: [lines] });
  for (const one of [writer, logger]) one.start();
  for (const one of [writer, logger]) await one.join();
}
