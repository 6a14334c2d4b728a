// A folder of the run's own for what its processes make once and share: prepared JavaScript and V8's compiled code.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class RunFolder {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Readable by this user alone.
   * @param made called before anything is put into it
   * @returns `null` where no folder can be made: then every process prepares for itself
   */
  static make(made: (path: string) => void): RunFolder | null {
    try {
      const path = mkdtempSync(join(tmpdir(), 'lanescope-'));
      made(path);
      return new RunFolder(path);
    } catch (error) {
      if (error instanceof Error && 'code' in error) return null;
      throw error;
    }
  }

  /** Where processes keep the JavaScript that they have made of the user's modules. */
  get prepared(): string {
    return this.#path;
  }

  /** Where V8 keeps compiled code. */
  get compiled(): string {
    return join(this.#path, 'compiled');
  }

  remove(): void {
    try {
      // a process that was just killed may have been writing
      rmSync(this.#path, { recursive: true, force: true, maxRetries: 5, retryDelay: 10 });
    } catch (error) {
      // the reaper tries again
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
}
