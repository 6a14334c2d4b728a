// A picture of ten megabytes is sent through a queue.

import { Process, Queue } from 'lanescope';

async function brightness(pictures: Queue<Uint8Array>) {
  const picture = await pictures.get();
  console.log(picture.reduce((sum, one) => sum + one, 0) / picture.length);
}

if (import.meta.main) {
  const pictures = new Queue<Uint8Array>();
  const viewer = new Process({ target: brightness, args: [pictures] });
  viewer.start();
  await pictures.put(new Uint8Array(10_000_000).fill(128)); //! large-payload
  await viewer.join();
}
