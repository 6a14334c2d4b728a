// `recv` waits for the message. When the sender has ended, and nothing is left, it says so by an `EOFError`.

import { type Connection, EOFError, Pipe, Process, sleep } from 'lanescope';

async function report(writer: Connection<string, never>) {
  await sleep(300);
  await writer.send('all well');
}

async function main() {
  const [reader, writer] = Pipe<string>({ duplex: false });
  new Process({ target: report, args: [writer] }).start();
  writer.close(); // else this process itself would keep the pipe open
  console.log(await reader.recv()); // waits
  try {
    await reader.recv();
  } catch (error) {
    if (error instanceof EOFError) console.log('end of file');
  }
}

if (import.meta.main) await main();

// Prints:
// all well
// end of file
