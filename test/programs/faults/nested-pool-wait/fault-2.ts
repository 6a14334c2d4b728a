// Readers wait for what writers put into a queue, and four readers have all workers before the first writer gets one.

import { Pool, Queue } from 'lanescope';

const shared: { parts?: Queue<string> } = {};

function prepare(parts: Queue<string>) {
  shared.parts = parts;
}

async function read(reader: number) {
  return `${reader}: ${await shared.parts?.get()}`; //! deadlock
}

async function write(writer: number) {
  await shared.parts?.put(`part ${writer}`);
}

if (import.meta.main) {
  const parts = new Queue<string>();
  const pool = new Pool({ processes: 4, initializer: prepare, initargs: [parts] }); //! nested-pool-wait
  const readers = [1, 2, 3, 4].map((reader) => pool.applyAsync(read, [reader]));
  const writers = [1, 2, 3, 4].map((writer) => pool.applyAsync(write, [writer]));
  for (const writer of writers) await writer.get();
  for (const reader of readers) console.log(await reader.get());
  pool.close();
  await pool.join();
}
