// The built command, run in a folder of its own as a user would.

import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cleanEnv, cli } from '../broker/run-program.ts';

export interface Said {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Working folders for commands; all are removed at the end. */
export class Folders implements Disposable {
  readonly #made: string[] = [];

  make(): string {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lanescope-cli-')));
    this.#made.push(folder);
    return folder;
  }

  /** With a copy of this program, whose text may be changed. */
  with(program: string, change?: (text: string) => string): string {
    const folder = this.make();
    const copy = join(folder, basename(program));
    if (change) writeFileSync(copy, change(readFileSync(program, 'utf8')));
    else copyFileSync(program, copy);
    return folder;
  }

  [Symbol.dispose](): void {
    for (const folder of this.#made) rmSync(folder, { recursive: true, force: true });
  }
}

/** @param onOutput is told whenever more has been said, and can end the command with a signal */
export function lanescope(
  args: string[],
  cwd: string,
  onOutput?: (said: Said, kill: () => void) => void,
): Promise<Said> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd, env: cleanEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Said = { status: null, stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk) => {
        said[name] += chunk;
        onOutput?.(said, () => child.killed || child.kill('SIGTERM'));
      });
    }
    child.on('close', (status) => resolve({ ...said, status }));
  });
}
