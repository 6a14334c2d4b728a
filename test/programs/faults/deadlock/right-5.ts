// A helper of a helper does not wait for the end of its parent, which waits for the end of the helper.

import { Process, parentProcess } from 'lanescope';

async function tidyUp() {
  console.log(`tidied up behind ${parentProcess()?.name}`);
}

async function work() {
  const helper = new Process({ target: tidyUp });
  helper.start();
  await helper.join();
}

if (import.meta.main) {
  const worker = new Process({ target: work });
  worker.start();
  await worker.join();
}
