// Both sides of a pipe wait for the other one to speak first.

import { type Connection, Pipe, Process } from 'lanescope';

async function answer(there: Connection<string, string>) {
  const question = await there.recv(); //! deadlock
  await there.send(`${question}? Yes.`);
}

if (import.meta.main) {
  const [here, there] = Pipe<string>();
  const other = new Process({ target: answer, args: [there] });
  await other.start();
  there.close();
  console.log(await here.recv()); //& deadlock
  await other.join();
}
