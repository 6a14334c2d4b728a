// Two children receive each at the end of a pipe of its own.

import { type Connection, Pipe, Process } from 'lanescope';

async function hear(here: Connection<never, string>) {
  console.log(await here.recv());
}

if (import.meta.main) {
  const [leftHere, leftThere] = Pipe<never, string>({ duplex: false });
  const [rightHere, rightThere] = Pipe<never, string>({ duplex: false });
  const listeners = [leftHere, rightHere].map((here) => new Process({ target: hear, args: [here] }));
  for (const listener of listeners) listener.start();
  await leftThere.send('left');
  await rightThere.send('right');
  for (const listener of listeners) await listener.join();
}
