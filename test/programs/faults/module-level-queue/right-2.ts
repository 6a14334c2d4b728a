// A lock that four processes are given, which keeps them apart.

import { Lock, Process } from 'lanescope';

async function print(printing: Lock, page: number) {
  await printing.with(() => console.log(`page ${page}`));
}

if (import.meta.main) {
  const printing = new Lock();
  const printers = [1, 2, 3, 4].map((page) => new Process({ target: print, args: [printing, page] }));
  for (const printer of printers) printer.start();
  for (const printer of printers) await printer.join();
}
