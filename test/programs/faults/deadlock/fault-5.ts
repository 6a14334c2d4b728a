// A helper of a helper waits for the end of its parent, which waits for the end of the helper.

import { Process, parentProcess } from 'lanescope';

async function tidyUp() {
  await parentProcess()?.join(); //& deadlock
  console.log('tidied up');
}

async function work() {
  const helper = new Process({ target: tidyUp });
  helper.start();
  await helper.join(); //! deadlock
}

if (import.meta.main) {
  const worker = new Process({ target: work });
  worker.start();
  await worker.join(); //& deadlock
}
