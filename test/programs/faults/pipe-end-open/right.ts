// Main reads until the end of the pipe, and has closed its own copy of the writing end.

import { type Connection, Pipe, Process } from 'lanescope';

async function write(writer: Connection<string, never>) {
  for (const line of ['one', 'two', 'three']) await writer.send(line);
}

if (import.meta.main) {
  const [reader, writer] = Pipe<never, string>({ duplex: false });
  const writing = new Process({ target: write, args: [writer] });
  await writing.start();
  writer.close();
  for await (const line of reader) console.log(line);
  await writing.join();
}
