// The parent waits for the only permit. Its second release is an error here; a `Semaphore` would take it as another permit.

import { BoundedSemaphore, Event, Process, ReleaseError, sleep } from 'lanescope';

async function download(permits: BoundedSemaphore, inside: Event) {
  await permits.with(async () => {
    inside.set();
    await sleep(300);
  });
}

async function main() {
  const [permits, inside] = [new BoundedSemaphore(1), new Event()];
  new Process({ target: download, args: [permits, inside] }).start();
  await inside.wait();
  await permits.acquire(); // waits
  await permits.release();
  await permits.release().catch((error) => console.log(error instanceof ReleaseError));
}

if (import.meta.main) await main();

// Prints:
// true
