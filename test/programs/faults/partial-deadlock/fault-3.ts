// Two pairs of processes of which each waits for its partner, and a fifth that computes.

import { type Connection, Pipe, Process, Semaphore } from 'lanescope';

async function talk(mine: Connection<string, string>, ready: Semaphore) {
  await ready.release();
  const word = await mine.recv(); //! partial-deadlock
  await mine.send(`${word}!`);
}

async function compute() {
  for (let round = 0; round < 40; round++) {
    const end = performance.now() + 100;
    while (performance.now() < end);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

if (import.meta.main) {
  const ready = new Semaphore(0);
  for (const pair of ['red', 'blue']) {
    const [here, there] = Pipe<string>({ name: pair });
    await new Process({ target: talk, args: [here, ready], daemon: true }).start();
    await new Process({ target: talk, args: [there, ready], daemon: true }).start();
    here.close();
    there.close();
  }
  for (let i = 0; i < 4; i++) await ready.acquire();
  const computer = new Process({ target: compute });
  await computer.start();
  await computer.join();
}
