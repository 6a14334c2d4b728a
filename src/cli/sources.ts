// The files that a trace names, as far as they lie in the working folder: a trace is untrusted, and no other file is opened for it.

import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** No file that somebody has written is longer; a longer one is left alone. */
const greatestBytes = 4 << 20;

export class Sources {
  readonly folder: string;
  readonly #runFolder: string;
  readonly #names = new Map<string, string>();
  readonly #linesOf = new Map<string, readonly string[]>();

  /**
   * @param folder the working folder of the command
   * @param runFolder that of the run, to which the files of a trace are relative
   */
  constructor(folder: string, runFolder: string) {
    this.folder = folder;
    this.#runFolder = runFolder;
  }

  /** A file of the trace as it is told: relative to the working folder where it lies inside. */
  nameOf(file: string): string {
    const known = this.#names.get(file);
    if (known !== undefined) return known;
    const name = this.#nameOf(file);
    this.#names.set(file, name);
    return name;
  }

  /** Of a file by its name, as {@link nameOf} gives it; none where it is not in the folder or cannot be read. */
  lines(name: string): readonly string[] {
    const known = this.#linesOf.get(name);
    if (known) return known;
    const lines = (this.#read(name) ?? '').split('\n');
    this.#linesOf.set(name, lines);
    return lines;
  }

  /** Whether there is such a file that can be read, be it empty. */
  has(name: string): boolean {
    return this.#read(name) !== null;
  }

  #nameOf(file: string): string {
    if (file === '' || /^[\w+.-]{2,}:/.test(file)) return file;
    const path = isAbsolute(file) ? file : resolve(this.#runFolder, file);
    const inside = this.#inside(path);
    if (inside !== null) return inside;
    // recorded elsewhere: its files are most likely those of this folder
    return isAbsolute(file) || !existsSync(path) ? file.replaceAll('\\', '/') : path.replaceAll('\\', '/');
  }

  #read(name: string): string | null {
    if (name === '') return null;
    try {
      // what a link leads to counts, not where the link is
      const path = realpathSync(resolve(this.folder, name));
      const isOurs = isWithin(realpathSync(this.folder), path);
      const stats = statSync(path);
      return isOurs && stats.isFile() && stats.size <= greatestBytes ? readFileSync(path, 'utf8') : null;
    } catch {
      return null;
    }
  }

  #inside(path: string): string | null {
    return isWithin(this.folder, path) ? relative(this.folder, path).replaceAll('\\', '/') : null;
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
