// `poll` without a timeout answers at once; with one it waits that long at most, and takes nothing.

import { type Connection, Pipe, Process, sleep } from 'lanescope';

async function report(writer: Connection<string, never>) {
  await sleep(300);
  await writer.send('all well');
}

async function main() {
  const [reader, writer] = Pipe<string>({ duplex: false });
  new Process({ target: report, args: [writer] }).start();
  console.log(await reader.poll());
  console.log(await reader.poll({ timeout: 10_000 })); // waits, until a message is there
  console.log(await reader.recv());
}

if (import.meta.main) await main();

// Prints:
// false
// true
// all well
