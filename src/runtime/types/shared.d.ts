/** Numbers and bytes that several processes share. @module */

import type { RLock } from './locks.d.ts';

/** Width and kind of a shared number; the letters are those of Python's ctypes. 64-bit integers are `bigint`. */
export type TypeCode =
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'b'
  | 'B'
  | 'h'
  | 'H'
  | 'i'
  | 'I'
  | 'q'
  | 'Q'
  | 'f'
  | 'd';

/** What a `Value` or a `SharedArray` is made with. */
export interface ValueOptions {
  /** Whether it has a lock, taken for each single access; default true. */
  lock?: boolean;
  /** How it is called in the swimlane; default the variable or field that it is created for. */
  name?: string;
}

/**
 * One number that several processes share.
 *
 * Each `get` and each `set` takes its lock, so it waits while another process holds that; but a `get` and the `set` that follows
 * are two: use `update` to count. A number that does not fit wraps, as in C (300 in a `uint8` is 44).
 *
 * @example
 * {@includeCode ../../../docs/examples/value.ts}
 */
export class Value<T = number> {
  /**
   * @param initial default 0
   * @throws TypeError there is no such type, or the value is no number of it: fractions are none of an integer's
   */
  constructor(type: TypeCode, initial?: T, options?: ValueOptions);
  /**
   * The number now; waits while another process holds the lock.
   * @example
   * {@includeCode ../../../docs/examples/value-get.ts}
   */
  get(): Promise<T>;
  /**
   * Stores a number; waits while another process holds the lock.
   * @throws TypeError it is no number of this type
   * @example
   * {@includeCode ../../../docs/examples/value-set.ts}
   */
  set(value: T): Promise<void>;
  /** Its lock. Who holds it may get and set; all others wait. @throws InvalidStateError made with `lock: false` */
  getLock(): RLock;
  /**
   * Changes the number while its lock is held, so that nobody comes between.
   * @param change gets the old number and gives the new one
   * @returns the new number, as it was stored
   * @throws InvalidStateError made with `lock: false`
   * @example
   * {@includeCode ../../../docs/examples/value-update.ts}
   */
  update(change: (old: T) => T): Promise<T>;
}

/**
 * A fixed number of numbers that several processes share, as a `Value` is one. Indices may be negative: -1 is the last.
 *
 * @example
 * {@includeCode ../../../docs/examples/shared-array.ts}
 */
export class SharedArray<T = number> {
  /**
   * @param sizeOrValues how many, all 0 at first; or the numbers that it begins with
   * @throws TypeError there is no such type, or a value is no number of it
   */
  constructor(type: TypeCode, sizeOrValues: number | readonly T[], options?: ValueOptions);
  /** How many. */
  readonly length: number;
  /**
   * One number; waits while another process holds the lock.
   * @throws RangeError beyond the end
   * @example
   * {@includeCode ../../../docs/examples/shared-array-get.ts}
   */
  get(index: number): Promise<T>;
  /**
   * Stores one.
   * @throws RangeError beyond the end
   * @throws TypeError it is no number of this type
   * @example
   * {@includeCode ../../../docs/examples/shared-array-set.ts}
   */
  set(index: number, value: T): Promise<void>;
  /**
   * A copy of a part, in one access; bounds are those of `Array.slice`.
   * @example
   * {@includeCode ../../../docs/examples/shared-array-slice.ts}
   */
  slice(start?: number, end?: number): Promise<T[]>;
  /**
   * Stores several one behind the other, in one access.
   * @throws RangeError they go beyond the end; nothing is stored then
   * @example
   * {@includeCode ../../../docs/examples/shared-array-set-slice.ts}
   */
  setSlice(start: number, values: readonly T[]): Promise<void>;
  /** Its lock, for several accesses that belong together. @throws InvalidStateError made with `lock: false` */
  getLock(): RLock;
}

/**
 * Bytes that several processes read and write, found by a name: nothing is copied between processes.
 *
 * A real file in the machine's memory (`/dev/shm`, else the temporary folder), in a folder of this run that goes with it. It
 * outlives the process that made it, until `unlink`. Reading and writing happen at the call and lock nothing: let a lock, or a
 * message that says that something is there, keep others away. It can be sent to other processes, or attached to by its name.
 *
 * @example
 * {@includeCode ../../../docs/examples/shared-memory.ts}
 */
export class SharedMemory {
  private constructor();
  /**
   * Makes new memory, filled with zeros.
   * @param options `size`: bytes; `name`: default the variable that it is made for, with a random end
   * @throws SharedMemoryError the name is taken, or the machine has no room
   * @throws RangeError the size is not greater than 0
   */
  static create(options: { name?: string; size: number }): Promise<SharedMemory>;
  /** Opens the memory that was created under a name. @throws SharedMemoryError there is none */
  static attach(name: string): Promise<SharedMemory>;
  /** By which others attach to it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /**
   * A copy of a part of it.
   * @param offset of the first byte; default 0
   * @param length how many bytes; default all that follow
   * @throws RangeError the part is not inside the memory
   * @throws SharedMemoryError this process has closed it, or it was unlinked before this process first used it
   */
  read(offset?: number, length?: number): Promise<Uint8Array>;
  /** Writes bytes into it. @param offset of the first byte; default 0 @throws RangeError, SharedMemoryError as `read` */
  write(data: Uint8Array, offset?: number): Promise<void>;
  /** This process uses it no more; others are not affected. */
  close(): void;
  /**
   * Gives up the name, once for all processes. Those that have used it go on using it; its bytes are freed after the last.
   * @throws SharedMemoryError it was unlinked already
   */
  unlink(): Promise<void>;
}
