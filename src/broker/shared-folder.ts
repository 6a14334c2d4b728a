// The run's own folder in shared memory: made when it is first needed, known to the reaper before it is there.

import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { sharedMemoryFolder } from './platform.ts';

/** What is lent to processes at most; they have other things to keep in memory. */
const mostBytes = 1024 * 1024 * 1024;

export class SharedFolder {
  readonly #path: string;

  /**
   * @param parent where the user wants it; `undefined`: shared memory, where the system has some
   * @param announce called with the path before the folder is made
   * @throws the system's error
   */
  constructor(parent: string | undefined, announce: (path: string) => void) {
    this.#path = join(parent ?? sharedMemoryFolder(), `lanescope-${process.pid}-${randomBytes(9).toString('hex')}`);
    announce(this.#path);
    mkdirSync(this.#path, { mode: 0o700 });
  }

  /**
   * How many bytes of files there may be: half of what nobody else has, for we are not alone.
   * @param ours bytes of the files that there are
   */
  limit(ours: number): number {
    const { bavail, bsize } = statfsSync(this.#path);
    return Math.min(mostBytes, (bavail * bsize + ours) / 2);
  }

  /** @throws the system's error */
  makeFile(): { path: string; descriptor: number } {
    const path = join(this.#path, randomBytes(12).toString('hex'));
    return { path, descriptor: openSync(path, 'wx+', 0o600) };
  }

  removeFile({ path, descriptor }: { path: string; descriptor: number }): void {
    closeSync(descriptor);
    try {
      unlinkSync(path);
    } catch (error) {
      // somebody has cleaned up before us
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true, maxRetries: 5 });
  }
}
