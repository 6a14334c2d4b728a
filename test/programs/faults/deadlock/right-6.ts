// One side of a pipe speaks first, and the other one answers.

import { type Connection, Pipe, Process } from 'lanescope';

async function answer(there: Connection<string, string>) {
  const question = await there.recv();
  await there.send(`${question}? Yes.`);
}

if (import.meta.main) {
  const [here, there] = Pipe<string>();
  const other = new Process({ target: answer, args: [there] });
  await other.start();
  there.close();
  await here.send('Are you there');
  console.log(await here.recv());
  await other.join();
}
