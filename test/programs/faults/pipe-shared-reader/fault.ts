// Two children receive at the same end of a pipe: which of them gets which word is luck.

import { type Connection, Pipe, Process } from 'lanescope';

async function hear(here: Connection<never, string>) {
  console.log(await here.recv()); //! pipe-shared-reader
}

if (import.meta.main) {
  const [here, there] = Pipe<never, string>({ duplex: false });
  const listeners = [1, 2].map(() => new Process({ target: hear, args: [here] }));
  for (const listener of listeners) listener.start();
  for (const word of ['left', 'right']) await there.send(word);
  for (const listener of listeners) await listener.join();
}
