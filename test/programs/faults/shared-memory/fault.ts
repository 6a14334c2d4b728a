// A picture is shared by its name, and nobody puts its memory away.

import { Process, SharedMemory } from 'lanescope';

async function brighten(name: string) {
  const picture = await SharedMemory.attach(name);
  const pixels = await picture.read();
  await picture.write(pixels.map((pixel) => pixel + 10));
  picture.close();
}

if (import.meta.main) {
  const picture = await SharedMemory.create({ size: 4096 }); //! shared-memory
  const worker = new Process({ target: brighten, args: [picture.name] });
  worker.start();
  await worker.join();
  console.log((await picture.read(0, 1))[0]);
  picture.close();
}
