// What the processes print, on its way to the broker's own standard output and error. Writes are asynchronous, one in flight
// per destination: a terminal that nobody reads (Ctrl-S) stops neither the broker nor the other processes.

import { fstatSync, write } from 'node:fs';
import { openForWriting } from './platform.ts';

/** Above this much unwritten text the process that prints is not read any further. */
const highBytes = 4 * 1024 * 1024;
const lowBytes = 1024 * 1024;
const joinedBytes = 64 * 1024;
/** How long to wait for a reader of a full pipe or terminal; longer with every try that fails. */
const firstRetryMs = 1;
const lastRetryMs = 32;

interface Chunk {
  fd: 1 | 2;
  bytes: Uint8Array;
}

type Descriptors = Readonly<Record<1 | 2, number>>;

class Destination {
  readonly #onLow: () => void;
  readonly #onBroken: () => void;
  readonly #descriptors: Descriptors;
  #queue: Chunk[] = [];
  #bytes = 0;
  #isWriting = false;
  #isBroken = false;
  #retryMs = firstRetryMs;
  #whenEmpty: (() => void)[] = [];

  constructor(descriptors: Descriptors, onLow: () => void, onBroken: () => void) {
    this.#descriptors = descriptors;
    this.#onLow = onLow;
    this.#onBroken = onBroken;
  }

  get isFull(): boolean {
    return this.#bytes > highBytes;
  }

  push(chunk: Chunk): void {
    if (this.#isBroken || chunk.bytes.length === 0) return;
    this.#queue.push(chunk);
    this.#bytes += chunk.bytes.length;
    if (!this.#isWriting) this.#writeNext();
  }

  drained(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenEmpty.push(resolve));
  }

  /** Nobody will read what is left. */
  giveUp(): void {
    this.#isBroken = true;
    this.#queue = [];
    this.#bytes = 0;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  /** Neighbours for the same descriptor are joined: programs print line by line, and a write costs more than its bytes. */
  #joinFirst(): Chunk | undefined {
    const [first] = this.#queue;
    if (!first) return undefined;
    let [end, length] = [0, 0];
    for (; end < this.#queue.length; end++) {
      const { fd, bytes } = this.#queue[end] ?? first;
      if (fd !== first.fd || (end > 0 && length + bytes.length > joinedBytes)) break;
      length += bytes.length;
    }
    if (end === 1) return first;
    const parts = this.#queue.splice(0, end).map(({ bytes }) => bytes);
    const joined: Chunk = { fd: first.fd, bytes: Buffer.concat(parts, length) };
    this.#queue.unshift(joined);
    return joined;
  }

  #writeNext(): void {
    const chunk = this.#joinFirst();
    if (!chunk) {
      for (const resolve of this.#whenEmpty.splice(0)) resolve();
      return;
    }
    this.#isWriting = true;
    write(this.#descriptors[chunk.fd], chunk.bytes, (error, written) => this.#wrote(chunk, error, written));
  }

  #wrote(chunk: Chunk, error: NodeJS.ErrnoException | null, written: number): void {
    this.#isWriting = false;
    if (error?.code === 'EAGAIN') {
      this.#isWriting = true;
      setTimeout(() => this.#writeNext(), this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs);
      return;
    }
    this.#retryMs = firstRetryMs;
    if (this.#isBroken) return;
    if (error) {
      // the reader has gone (a closed pipe or terminal): nobody can be told any more
      this.giveUp();
      this.#onBroken();
      return;
    }
    this.#advance(chunk, written);
    this.#writeNext();
  }

  #advance(chunk: Chunk, written: number): void {
    this.#bytes -= written;
    if (written < chunk.bytes.length) chunk.bytes = chunk.bytes.subarray(written);
    else this.#queue.shift();
    if (this.#bytes < lowBytes) this.#onLow();
  }
}

export class Output {
  readonly #out: Destination;
  readonly #err: Destination;

  /**
   * @param onLow text was written out: whoever was stopped may go on
   * @param onBroken nobody reads one of the destinations any more
   * @param outTo the broker's own descriptor that what is printed to standard output goes to
   */
  constructor(onLow: () => void, onBroken: () => void, outTo: 1 | 2) {
    const descriptors = { 1: openForWriting(outTo), 2: openForWriting(2) };
    this.#out = new Destination(descriptors, onLow, onBroken);
    // one terminal for both: their lines must stay in order
    this.#err = areSame(outTo, 2) ? this.#out : new Destination(descriptors, onLow, onBroken);
  }

  print(fd: 1 | 2, bytes: Uint8Array): void {
    (fd === 1 ? this.#out : this.#err).push({ fd, bytes });
  }

  say(text: string): void {
    this.print(2, Buffer.from(text));
  }

  isFull(fd: 1 | 2): boolean {
    return (fd === 1 ? this.#out : this.#err).isFull;
  }

  /** Does not wait any longer for somebody to read: what is unwritten is lost. */
  giveUp(): void {
    this.#out.giveUp();
    this.#err.giveUp();
  }

  /** Resolves once everything is written out, or given up. */
  async drained(): Promise<void> {
    await Promise.all([this.#out.drained(), this.#err.drained()]);
  }
}

function areSame(a: number, b: number): boolean {
  try {
    const [first, second] = [fstatSync(a), fstatSync(b)];
    return first.dev === second.dev && first.ino === second.ino;
  } catch (error) {
    // a descriptor that was closed by whoever started us
    if ((error as NodeJS.ErrnoException).code === 'EBADF') return false;
    throw error;
  }
}
