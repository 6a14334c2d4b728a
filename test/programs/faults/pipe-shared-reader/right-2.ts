// Main talks to four helpers over one pipe, at whose other end they take turns under a lock.

import { type Connection, Lock, Pipe, Process } from 'lanescope';

async function help(line: Connection<string, string>, turn: Lock, name: string) {
  await turn.with(async () => {
    const order = await line.recv();
    await line.send(`${name} does ${order}`);
  });
}

if (import.meta.main) {
  const [[here, there], turn] = [Pipe<string>(), new Lock()];
  const helpers = ['Ann', 'Bob', 'Cid', 'Dan'].map((name) => {
    return new Process({ name, target: help, args: [there, turn, name] });
  });
  for (const helper of helpers) helper.start();
  for (const order of ['wash', 'dry', 'cook', 'sweep']) await here.send(order);
  for (const _ of helpers) console.log(await here.recv());
  for (const helper of helpers) await helper.join();
}
