// `node_modules/` in .gitignore: asked of Git itself, which knows every rule that applies.

import { execFile } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** True where Git would want to commit the stub; false where it ignores it, outside of repositories and without Git. */
export function gitWouldAdd(folder: string): Promise<boolean> {
  const path = 'node_modules/lanescope/package.json';
  // for its index Git would start the file system monitor that a repository may name
  const args = ['check-ignore', '--quiet', '--no-index', path];
  return new Promise((resolve) => {
    // 0: ignored; 1: not ignored; 128: no repository
    execFile('git', args, { cwd: folder }, (error) => resolve(error?.code === 1));
  });
}

/** Adds the line to the `.gitignore` of `folder`, which may be new. */
export async function ignoreModules(folder: string): Promise<void> {
  const file = join(folder, '.gitignore');
  const before = await textOf(file);
  const newline = before.includes('\r\n') ? '\r\n' : '\n';
  const first = before === '' || before.endsWith('\n') ? '' : newline;
  await appendFile(file, `${first}node_modules/${newline}`);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
