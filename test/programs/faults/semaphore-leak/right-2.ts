// orders: 3
// Four downloads share three connections. One fails, and gives its connection back as well.

import { BoundedSemaphore, Process, sleep } from 'lanescope';

async function download(connections: BoundedSemaphore, page: string) {
  await connections.acquire();
  try {
    await sleep(150);
    if (page === 'gone') throw new Error(`${page} cannot be loaded`);
    console.log(page, 'is loaded');
  } catch (error) {
    console.log(String(error));
  } finally {
    await connections.release();
  }
}

if (import.meta.main) {
  const connections = new BoundedSemaphore(3);
  const pages = ['home', 'gone', 'news', 'shop'];
  const downloads = pages.map((page) => new Process({ target: download, args: [connections, page] }));
  for (const one of downloads) one.start();
  for (const one of downloads) await one.join();
}
