// A table is made in shared memory and filled by four children, and removed by main when it has been read.

import { Process, SharedMemory } from 'lanescope';

async function fill(name: string, row: number) {
  const table = await SharedMemory.attach(name);
  await table.write(new Uint8Array(16).fill(row), row * 16);
  table.close();
}

if (import.meta.main) {
  const table = await SharedMemory.create({ size: 64 });
  const fillers = [0, 1, 2, 3].map((row) => new Process({ target: fill, args: [table.name, row] }));
  for (const filler of fillers) filler.start();
  for (const filler of fillers) await filler.join();
  console.log(await table.read(16, 2));
  table.close();
  await table.unlink();
}
