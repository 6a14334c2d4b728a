// The reader waits for bytes, and accepts at most 16 of them.

import { type Connection, Pipe, Process, sleep } from 'lanescope';

async function sendImage(writer: Connection<Uint8Array, never>) {
  await sleep(300);
  await writer.sendBytes(new Uint8Array([1, 2, 3, 4, 5, 6]), 2, 3);
}

async function main() {
  const [reader, writer] = Pipe<Uint8Array>({ duplex: false });
  new Process({ target: sendImage, args: [writer] }).start();
  console.log(await reader.recvBytes({ maxLength: 16 })); // waits
}

if (import.meta.main) await main();

// Prints:
// Uint8Array(3) [ 3, 4, 5 ]
