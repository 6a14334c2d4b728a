// A child doubles what it receives, until the other end is closed. Each process closes the end that it does not use.

import { type Connection, Pipe, Process, sleep } from 'lanescope';

async function double(numbers: Connection<number, number>) {
  // waits for each
  for await (const n of numbers) {
    await sleep(150);
    await numbers.send(2 * n);
  }
}

async function main() {
  const [here, there] = Pipe<number>();
  new Process({ target: double, args: [there] }).start();
  there.close();
  for (const n of [21, 100]) {
    await here.send(n);
    console.log(await here.recv()); // waits
  }
  here.close();
}

if (import.meta.main) await main();

// Prints:
// 42
// 200
