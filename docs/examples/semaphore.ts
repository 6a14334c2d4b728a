// Two permits, three processes: the third waits until one of the others gives its permit back.

import { Process, Semaphore, sleep } from 'lanescope';

async function download(permits: Semaphore) {
  await permits.with(() => sleep(400)); // waits in the third
}

async function main() {
  const permits = new Semaphore(2);
  const loaders = [1, 2, 3].map(() => new Process({ target: download, args: [permits] }));
  for (const loader of loaders) loader.start();
  for (const loader of loaders) await loader.join();
  console.log('permits:', await permits.getValue());
}

if (import.meta.main) await main();

// Prints:
// permits: 2
