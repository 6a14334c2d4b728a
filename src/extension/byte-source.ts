// Where the bytes of a trace come from: a file that may still grow, or one read at once from a virtual workspace.

import { type FileHandle, open } from 'node:fs/promises';

export interface ByteSource {
  /** What lies from byte `offset` on, at most a portion of it; empty where nothing is there (yet). */
  read(offset: number): Promise<Uint8Array>;
  /** Bytes there now; 0 while there is no file. */
  size(): Promise<number>;
  close(): Promise<void>;
}

/** Read at once at most, so that the extension host stays awake between portions. */
const portionBytes = 1024 * 1024;

/** A file on disk; it may come to be only later. */
export class FileBytes implements ByteSource {
  readonly #path: string;
  #handle: FileHandle | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async read(offset: number): Promise<Uint8Array> {
    const handle = await this.#open();
    if (!handle) return new Uint8Array(0);
    const buffer = new Uint8Array(portionBytes);
    const { bytesRead } = await handle.read(buffer, 0, portionBytes, offset);
    return buffer.subarray(0, bytesRead);
  }

  async size(): Promise<number> {
    const handle = await this.#open();
    return handle ? (await handle.stat()).size : 0;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #open(): Promise<FileHandle | undefined> {
    if (this.#handle) return this.#handle;
    try {
      this.#handle = await open(this.#path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return this.#handle;
  }
}

/** Bytes that were read in one piece. */
export class WholeBytes implements ByteSource {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(offset: number): Promise<Uint8Array> {
    return Promise.resolve(this.#bytes.subarray(offset, offset + portionBytes));
  }

  size(): Promise<number> {
    return Promise.resolve(this.#bytes.length);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
