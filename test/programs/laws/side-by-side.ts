// Two processes that compute without a pause until each has seen a sign of the other one: only real processes can end this.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Process } from 'lanescope';

function computes(folder: string, own: string, other: string) {
  writeFileSync(join(folder, own), '');
  let i = 0;
  // not a single await: this process does nothing else meanwhile
  while (!existsSync(join(folder, other))) i++;
  console.log(`${own} saw ${other}`);
  return i;
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'lanescope-side-'));
  const pairs = [
    ['one', 'two'],
    ['two', 'one'],
  ] as const;
  const processes = pairs.map(([own, other]) => new Process({ target: computes, args: [folder, own, other] }));
  for (const process of processes) process.start();
  for (const process of processes) await process.join();
  rmSync(folder, { recursive: true });
}

if (import.meta.main) await main();
