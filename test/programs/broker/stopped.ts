// A deadlock in which one of the processes has been stopped: nobody can know what it would do.

import { Process, Queue } from 'lanescope';

async function stopsItself(q: Queue<number>) {
  const got = q.get();
  console.log(`stopped ${process.pid}`);
  process.kill(process.pid, 'SIGSTOP');
  await got;
}

if (import.meta.main) {
  const child = new Process({ target: stopsItself, args: [new Queue<number>()] });
  await child.start();
  await child.join();
}
