// Readers wait for what writers put into a queue, and the writers come first.

import { Pool, Queue } from 'lanescope';

const shared: { parts?: Queue<string> } = {};

function prepare(parts: Queue<string>) {
  shared.parts = parts;
}

async function read(reader: number) {
  return `${reader}: ${await shared.parts?.get()}`;
}

async function write(writer: number) {
  await shared.parts?.put(`part ${writer}`);
}

if (import.meta.main) {
  const parts = new Queue<string>();
  const pool = new Pool({ processes: 4, initializer: prepare, initargs: [parts] });
  const writers = [1, 2, 3, 4].map((writer) => pool.applyAsync(write, [writer]));
  const readers = [1, 2, 3, 4].map((reader) => pool.applyAsync(read, [reader]));
  for (const writer of writers) await writer.get();
  for (const reader of readers) console.log(await reader.get());
  pool.close();
  await pool.join();
}
