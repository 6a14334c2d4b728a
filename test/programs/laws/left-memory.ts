// Shared memory that is never unlinked.

import { SharedMemory } from 'lanescope';

async function main() {
  const kept = await SharedMemory.create({ name: 'kept', size: 64 });
  const put = await SharedMemory.create({ name: 'put away', size: 64 });
  await put.unlink();
  await kept.write(Uint8Array.of(1));
}

if (import.meta.main) await main();
