// Two pairs of processes of which one speaks first, and a fifth that computes.

import { type Connection, Pipe, Process, Semaphore } from 'lanescope';

async function talk(mine: Connection<string, string>, ready: Semaphore, isFirst: boolean) {
  await ready.release();
  if (isFirst) await mine.send('hello');
  const word = await mine.recv();
  await mine.send(`${word}!`);
  if (isFirst) console.log(await mine.recv());
}

async function listen(mine: Connection<string, string>, ready: Semaphore) {
  await ready.release();
  const word = await mine.recv();
  await mine.send(`${word}?`);
  await mine.send(await mine.recv());
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
    await new Process({ target: talk, args: [here, ready, true], daemon: true }).start();
    await new Process({ target: listen, args: [there, ready], daemon: true }).start();
    here.close();
    there.close();
  }
  for (let i = 0; i < 4; i++) await ready.acquire();
  const computer = new Process({ target: compute });
  await computer.start();
  await computer.join();
}
