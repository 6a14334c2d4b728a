// The child writes into the memory that the parent has made. Nothing is copied between them, so the end of the child says that it is there.

import { Process, SharedMemory, sleep } from 'lanescope';

async function fill(memory: SharedMemory) {
  await sleep(200);
  await memory.write(new TextEncoder().encode('hello'), 10);
  memory.close();
}

async function main() {
  const block = await SharedMemory.create({ size: 1024 });
  const child = new Process({ target: fill, args: [block] });
  child.start();
  await child.join(); // waits
  console.log(new TextDecoder().decode(await block.read(10, 5)));
  block.close();
  await block.unlink();
}

if (import.meta.main) await main();

// Prints:
// hello
