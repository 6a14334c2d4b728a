// Four workers parse lines. A line that is no number is told, and never marked as done.

import { JoinableQueue, Process, Queue } from 'lanescope';

async function parse(lines: JoinableQueue<string>, numbers: Queue<number>) {
  for (;;) {
    const line = await lines.get(); //! task-done-missing deadlock
    const n = Number(line);
    if (Number.isNaN(n)) {
      console.log(`not a number: ${line}`);
      continue;
    }
    await numbers.put(n);
    await lines.taskDone();
  }
}

if (import.meta.main) {
  const lines = new JoinableQueue<string>();
  const numbers = new Queue<number>();
  for (let i = 0; i < 4; i++) new Process({ target: parse, args: [lines, numbers], daemon: true }).start();
  for (const line of ['1', '2', 'three', '4', 'five', '6', '7', '8']) await lines.put(line);
  await lines.join(); //& task-done-missing deadlock
  while (!(await numbers.empty())) console.log(await numbers.get());
}
