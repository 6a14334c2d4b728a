// The run's shared memory as files in a folder of its own, in the machine's memory where the system has such a place. What
// differs between systems is where that folder is, and that is the broker's to say.

import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { SharedMemoryError } from '../base/errors.ts';
import type { MemoryStore, OpenMemory } from '../primitives/shared-memory/handle.ts';

class MemoryFile implements OpenMemory {
  readonly size: number;
  readonly version: number;
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    const { size, ino } = fstatSync(descriptor);
    this.size = size;
    this.version = ino;
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const count = readSync(this.#descriptor, bytes, done, length - done, offset + done);
      if (count === 0) throw new SharedMemoryError('SharedMemory.read(): its file was cut by somebody else');
      done += count;
    }
    return bytes;
  }

  write(data: Uint8Array, offset: number): void {
    withRoom('write', () => {
      for (let done = 0; done < data.length; ) {
        done += writeSync(this.#descriptor, data, done, data.length - done, offset + done);
      }
    });
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

export class MemoryFiles implements MemoryStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  create(name: string, size: number): OpenMemory | null {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    // it gets its name when it is whole: whoever attaches finds all of it
    const unnamed = join(this.#folder, `${process.pid}.new`);
    const descriptor = openSync(unnamed, 'w+', 0o600);
    try {
      withRoom('create', () => ftruncateSync(descriptor, size));
      linkSync(unnamed, this.#fileOf(name));
      return new MemoryFile(descriptor);
    } catch (error) {
      closeSync(descriptor);
      if (codeOf(error) === 'EEXIST') return null;
      throw error;
    } finally {
      rmSync(unnamed, { force: true });
    }
  }

  attach(name: string): OpenMemory | null {
    return ifThere(() => new MemoryFile(openSync(this.#fileOf(name), 'r+')));
  }

  unlink(name: string): boolean {
    const unlinked = ifThere(() => {
      unlinkSync(this.#fileOf(name));
      return true;
    });
    return unlinked ?? false;
  }

  newName(begin: string): string {
    return `${begin}-${randomBytes(4).toString('hex')}`;
  }

  /** Any text is a name, on systems too that know fewer letters in those of files. */
  #fileOf(name: string): string {
    const isPlain = /^[a-z0-9_-]{1,100}$/.test(name);
    return join(this.#folder, isPlain ? name : `=${createHash('sha256').update(name).digest('hex')}`);
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function ifThere<R>(act: () => R): R | null {
  try {
    return act();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function withRoom(method: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ENOSPC' && code !== 'EFBIG' && code !== 'EDQUOT') throw error;
    throw new SharedMemoryError(
      `SharedMemory.${method}(): the machine has no room left for it; unlink() what is not needed`,
      { cause: error },
    );
  }
}
