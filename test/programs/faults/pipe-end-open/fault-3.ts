// Main gives the writing end to a leader, whose two children write, and reads until the end, but keeps its own copy of it.

import { type Connection, Pipe, Process } from 'lanescope';

async function write(writer: Connection<string, never>, word: string) {
  await writer.send(word); //& pipe-end-open
}

async function lead(writer: Connection<string, never>) {
  const writers = ['red', 'green'].map((word) => new Process({ target: write, args: [writer, word] }));
  for (const one of writers) await one.start();
  writer.close();
  for (const one of writers) await one.join();
}

if (import.meta.main) {
  const [reader, writer] = Pipe<never, string>({ duplex: false });
  const leader = new Process({ target: lead, args: [writer] });
  await leader.start();
  for await (const word of reader) console.log(word); //! pipe-end-open deadlock
  await leader.join();
}
