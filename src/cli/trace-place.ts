// Where a run's trace goes by default: .lanescope/SCRIPT-N.lanes in the working folder, out of version control, the last runs kept.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const keptRuns = 20;

/** Numbers of the runs of one script among file names, ascending. Pure. */
export function runNumbers(files: readonly string[], stem: string): number[] {
  const numbers = files.flatMap((file) => {
    if (!file.startsWith(`${stem}-`) || !file.endsWith('.lanes')) return [];
    const number = file.slice(stem.length + 1, -'.lanes'.length);
    return /^\d{1,9}$/.test(number) ? [Number(number)] : [];
  });
  return numbers.sort((a, b) => a - b);
}

/** Makes the folder and room for one more run. @returns the file to write. @throws the system's error. */
export function nextTrace(cwd: string, script: string): string {
  const folder = join(cwd, '.lanescope');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '*\n');
  const stem = basename(script).replace(/\.[^.]+$/, '');
  const numbers = runNumbers(readdirSync(folder), stem);
  for (const old of numbers.slice(0, Math.max(0, numbers.length - keptRuns + 1))) {
    rmSync(join(folder, `${stem}-${old}.lanes`), { force: true });
    rmSync(join(folder, `${stem}-${old}.html`), { force: true });
  }
  const path = join(folder, `${stem}-${(numbers.at(-1) ?? 0) + 1}.lanes`);
  // taken at once: two runs that start together must not write the same file
  try {
    writeFileSync(path, '', { flag: 'wx' });
    return path;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return nextTrace(cwd, script);
    throw error;
  }
}
