// A collector is given both ends of a pipe, and reads from one of them until its end; three writers have ended.

import { type Connection, Pipe, Process } from 'lanescope';

async function write(writer: Connection<string, never>, word: string) {
  await writer.send(word); //& pipe-end-open
}

async function collect(ends: [Connection<never, string>, Connection<string, never>]) {
  const [reader] = ends;
  for await (const word of reader) console.log(word); //! pipe-end-open deadlock
}

if (import.meta.main) {
  const [reader, writer] = Pipe<never, string>({ duplex: false });
  const collector = new Process({ target: collect, args: [[reader, writer]], name: 'collector' });
  const writers = ['red', 'green', 'blue'].map((word) => new Process({ target: write, args: [writer, word] }));
  for (const one of [collector, ...writers]) await one.start();
  reader.close();
  writer.close();
  await collector.join(); //& deadlock
}
