// Has shared memory and computes on.

import { SharedMemory } from 'lanescope';

async function main() {
  const memory = await SharedMemory.create({ size: 4096 });
  await memory.write(Uint8Array.of(1));
  console.log('made');
  // a turn, so that it is printed
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (;;) if (memory.size === 0) return;
}

if (import.meta.main) await main();
