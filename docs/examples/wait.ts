// Waits for whichever comes first: a message, or the end of the worker.

import { type Connection, Event, Pipe, Process, sleep, wait } from 'lanescope';

async function work(writer: Connection<string, never>, goOn: Event) {
  await sleep(200);
  await writer.send('half way');
  await goOn.wait();
  await sleep(200);
}

async function main() {
  const [reader, writer] = Pipe<string>({ duplex: false });
  const goOn = new Event();
  const worker = new Process({ target: work, args: [writer, goOn] });
  worker.start();
  const [first] = await wait([reader, worker]); // waits
  if (first === reader) console.log(await reader.recv());
  goOn.set();
  const [second] = await wait([reader, worker]); // waits
  if (second === worker) console.log('the worker has ended');
}

if (import.meta.main) await main();

// Prints:
// half way
// the worker has ended
