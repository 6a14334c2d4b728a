// A collector is given the reading end of a pipe, and reads from it until its end; three writers have ended.

import { type Connection, Pipe, Process } from 'lanescope';

async function write(writer: Connection<string, never>, word: string) {
  await writer.send(word);
}

async function collect(reader: Connection<never, string>) {
  for await (const word of reader) console.log(word);
}

if (import.meta.main) {
  const [reader, writer] = Pipe<never, string>({ duplex: false });
  const collector = new Process({ target: collect, args: [reader], name: 'collector' });
  const writers = ['red', 'green', 'blue'].map((word) => new Process({ target: write, args: [writer, word] }));
  for (const one of [collector, ...writers]) await one.start();
  reader.close();
  writer.close();
  await collector.join();
}
