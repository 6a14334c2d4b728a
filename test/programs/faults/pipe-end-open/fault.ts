// Main reads until the end of the pipe, but keeps its own copy of the writing end: the end never comes.

import { type Connection, Pipe, Process } from 'lanescope';

async function write(writer: Connection<string, never>) {
  for (const line of ['one', 'two', 'three']) await writer.send(line); //& pipe-end-open
}

if (import.meta.main) {
  const [reader, writer] = Pipe<never, string>({ duplex: false });
  const writing = new Process({ target: write, args: [writer] });
  await writing.start(); //! pipe-end-open
  for await (const line of reader) console.log(line); //! deadlock
  await writing.join();
}
