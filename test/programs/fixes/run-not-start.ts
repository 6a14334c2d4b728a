// Runs the target in the creator instead of starting a process.

import { currentProcess, Process } from 'lanescope';

function worker() {
  console.log('runs in', currentProcess().name);
}

if (import.meta.main) {
  const child = new Process({ target: worker });
  await child.run();
  if (child.pid !== null) await child.join();
  console.log(child.name, 'has ended');
}
