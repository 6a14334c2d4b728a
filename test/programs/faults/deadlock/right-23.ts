// A process waits for a lock that it holds itself; another one, which never held it, lets it in: the lock is a signal.

import { Lock, Process, sleep } from 'lanescope';

async function waitForTheWord(gate: Lock) {
  await gate.acquire();
  await gate.acquire();
  console.log('let in');
  await gate.release();
}

if (import.meta.main) {
  const gate = new Lock();
  const waiter = new Process({ target: waitForTheWord, args: [gate] });
  await waiter.start();
  await sleep(700);
  await gate.release();
  await waiter.join();
}
