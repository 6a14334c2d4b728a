// A child says something about shared memory that is not true; its parent goes on. The first argument is the frame, as JSON.

import { writeSync } from 'node:fs';
import { Process, Queue } from 'lanescope';

async function lies(q: Queue<Uint8Array>, frame: string) {
  // so that something is lent to it
  for (let i = 0; i < 2; i++) await q.put(new Uint8Array(100_000));
  const text = Buffer.from(frame);
  const head = Buffer.alloc(9);
  head.writeUInt32LE(5 + text.length, 0);
  // the number of frames that carry JSON
  head.writeUInt8(7, 4);
  head.writeUInt32LE(text.length, 5);
  writeSync(3, Buffer.concat([head, text]));
  for (;;) await new Promise((resolve) => setTimeout(resolve, 1000));
}

if (import.meta.main) {
  const q = new Queue<Uint8Array>();
  const child = new Process({ target: lies, args: [q, process.argv[2] ?? ''] });
  await child.start();
  await child.join();
  await q.put(new Uint8Array(100_000));
  const lengths = [];
  for (let i = 0; i < 3; i++) lengths.push((await q.get()).length);
  console.log(child.exitCode, lengths.join());
}
