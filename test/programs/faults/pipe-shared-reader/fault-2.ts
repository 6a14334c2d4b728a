// Main talks to four helpers over one pipe; all of them answer and all of them listen at its other end.

import { type Connection, Pipe, Process } from 'lanescope';

async function help(line: Connection<string, string>, name: string) {
  const order = await line.recv(); //! pipe-shared-reader
  await line.send(`${name} does ${order}`);
}

if (import.meta.main) {
  const [here, there] = Pipe<string>();
  const helpers = ['Ann', 'Bob', 'Cid', 'Dan'].map((name) => {
    return new Process({ name, target: help, args: [there, name] });
  });
  for (const helper of helpers) helper.start();
  for (const order of ['wash', 'dry', 'cook', 'sweep']) await here.send(order);
  for (const _ of helpers) console.log(await here.recv());
  for (const helper of helpers) await helper.join();
}
