// The run lasts until every process that is no daemon has ended; daemons are then ended, whatever they do.

import { Process, Queue, sleep } from 'lanescope';

async function daemon(started: Queue<null>) {
  console.log('Starting: daemon');
  await started.put(null);
  await sleep(3_600_000);
  console.log('Exiting : daemon');
}

async function nonDaemon(started: Queue<null>) {
  console.log('Starting: non-daemon');
  await started.put(null);
  await sleep(100);
  console.log('Exiting : non-daemon');
}

async function main() {
  const started = new Queue<null>();
  await new Process({ name: 'daemon', target: daemon, args: [started], daemon: true }).start();
  await new Process({ name: 'non-daemon', target: nonDaemon, args: [started] }).start();
  await started.get();
  await started.get();
  console.log('main ends');
}

if (import.meta.main) await main();
