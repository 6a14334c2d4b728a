// A lock at the top level: each of four processes locks one of its own, which keeps nobody apart.

import { Lock, Process } from 'lanescope';

const printing = new Lock(); //! module-level-queue

async function print(page: number) {
  await printing.with(() => console.log(`page ${page}`)); //& module-level-queue
}

if (import.meta.main) {
  const printers = [1, 2, 3, 4].map((page) => new Process({ target: print, args: [page] }));
  for (const printer of printers) printer.start();
  for (const printer of printers) await printer.join();
}
