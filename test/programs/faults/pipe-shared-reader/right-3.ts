// Two children receive at the same end of a pipe, one at a time by a semaphore; a third takes over when both have ended.

import { type Connection, Pipe, Process, Semaphore } from 'lanescope';

async function hear(here: Connection<never, string>, turn: Semaphore) {
  await turn.with(async () => console.log((await here.recv()).length));
}

if (import.meta.main) {
  const [[here, there], turn] = [Pipe<never, string>({ duplex: false }), new Semaphore(1)];
  const listeners = [1, 2].map(() => new Process({ target: hear, args: [here, turn] }));
  for (const listener of listeners) listener.start();
  for (const word of ['left', 'down', 'last']) await there.send(word);
  for (const listener of listeners) await listener.join();
  const last = new Process({ target: hear, args: [here, new Semaphore(1)] });
  await last.start();
  await last.join();
}
