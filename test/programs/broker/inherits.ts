// A child begins where its creator stands, and so does a grandchild.

import { Process } from 'lanescope';

function report() {
  console.log(process.cwd(), process.env.LANESCOPE_TEST_INHERITED);
}

async function startOne() {
  report();
  const child = new Process({ target: report });
  await child.start();
  await child.join();
}

if (import.meta.main) {
  process.chdir('/');
  process.env.LANESCOPE_TEST_INHERITED = 'set by main';
  const child = new Process({ target: startOne });
  await child.start();
  await child.join();
}
