// Prints how it was started, and sends one item.

import { Process, Queue } from 'lanescope';

async function reports(q: Queue<string>) {
  console.log(await q.get(), JSON.stringify({ argv: process.argv.slice(2), execArgv: process.execArgv }));
}

if (import.meta.main) {
  const q = new Queue<string>();
  const child = new Process({ target: reports, args: [q] });
  child.start();
  q.put('an item to preview');
  await child.join();
  const hidden = Object.keys(process.env).filter((name) => name.startsWith('LANESCOPE_BOOT'));
  console.log(JSON.stringify({ argv: process.argv.slice(2), execArgv: process.execArgv, hidden }));
}
