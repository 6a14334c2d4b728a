// A process waits for what its own handler of a signal does; another one sends the signal a while later.

import { Event, Process, sleep } from 'lanescope';

async function waitForSignal(isReady: Event) {
  const hasCome = new Event();
  process.once('SIGUSR2', () => hasCome.set());
  await isReady.set();
  await hasCome.wait();
  console.log('the signal has come');
}

if (import.meta.main) {
  const isReady = new Event();
  const waiter = new Process({ target: waitForSignal, args: [isReady] });
  await waiter.start();
  await isReady.wait();
  await sleep(700);
  process.kill(waiter.pid as number, 'SIGUSR2');
  await waiter.join();
}
