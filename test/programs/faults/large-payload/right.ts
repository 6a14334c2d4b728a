// A picture of ten megabytes lies in shared memory, and its name is sent through a queue.

import { Process, Queue, SharedMemory } from 'lanescope';

async function brightness(pictures: Queue<string>) {
  const memory = await SharedMemory.attach(await pictures.get());
  const picture = await memory.read();
  console.log(picture.reduce((sum, one) => sum + one, 0) / picture.length);
  memory.close();
}

if (import.meta.main) {
  const pictures = new Queue<string>();
  const viewer = new Process({ target: brightness, args: [pictures] });
  viewer.start();
  const memory = await SharedMemory.create({ size: 10_000_000 });
  await memory.write(new Uint8Array(10_000_000).fill(128));
  await pictures.put(memory.name);
  await viewer.join();
  memory.close();
  await memory.unlink();
}
