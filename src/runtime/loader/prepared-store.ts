// The JavaScript that processes of one run have made of the user's modules, in the run's own folder: each module is stripped and
// read once, by the first process that needs it. Keyed by all that it was made from, so that an edited file is made anew.

import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { SourceMapPayload } from 'node:module';
import path from 'node:path';
import type { CallPlace } from './call-ids.ts';
import type { Shift } from './edits.ts';

/** A module as it runs, and what the loader needs to know of it. */
export interface PreparedModule {
  format: 'module' | 'commonjs';
  code: string;
  shifts: [line: number, shifts: readonly Shift[]][];
  /** From what was made of the user's file to it, where positions changed. */
  map: SourceMapPayload | undefined;
  privates: readonly string[];
  names: [place: string, name: string][];
  /** The number before that of the first call; the places of the calls by number. */
  base: number;
  calls: [id: number, place: CallPlace][];
}

export class PreparedStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param parts all that the module is made from */
  keyOf(parts: readonly string[]): string {
    return createHash('sha1').update(JSON.stringify(parts)).digest('hex');
  }

  get(key: string): PreparedModule | undefined {
    try {
      return JSON.parse(readFileSync(this.#file(key), 'utf8')) as PreparedModule;
    } catch (error) {
      // not there, or no longer readable: it is made again
      if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
      throw error;
    }
  }

  put(key: string, module: PreparedModule): void {
    const file = this.#file(key);
    try {
      // under another name first: somebody may be reading
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(module), { mode: 0o600, flag: 'wx' });
      renameSync(`${file}.${process.pid}`, file);
    } catch (error) {
      // a full disk: whoever needs the module next makes it again
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }

  #file(key: string): string {
    return path.join(this.#folder, `${key}.json`);
  }
}
