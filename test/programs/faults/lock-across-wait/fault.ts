// The parent holds the lock of the report while it waits for its child, which wants to write into the report.

import { Lock, Process } from 'lanescope';

async function work(report: Lock) {
  await report.with(() => console.log('child: done')); //! deadlock
}

if (import.meta.main) {
  const report = new Lock();
  const child = new Process({ target: work, args: [report] });
  await report.with(async () => {
    console.log('parent: waits for the child');
    child.start();
    await child.join(); //! lock-across-wait
  });
}
