// Everybody waits, but a thread of one process still computes, and its answer goes on through a pipe.

import { Worker } from 'node:worker_threads';
import { type Connection, Pipe, Process } from 'lanescope';

const code = `
  const { parentPort } = require('node:worker_threads');
  setTimeout(() => parentPort.postMessage('computed'), 700);
`;

async function compute(answers: Connection<string, never>, never: Connection<never, string>) {
  const thread = new Worker(code, { eval: true });
  thread.on('message', (answer) => answers.send(answer));
  await never.poll({ timeout: 5000 });
}

if (import.meta.main) {
  const [[here, there], [quiet, open]] = [Pipe<never, string>(), Pipe<never, string>()];
  const computer = new Process({ target: compute, args: [there, quiet], daemon: true });
  await computer.start();
  there.close();
  console.log(await here.recv());
  open.close();
}
