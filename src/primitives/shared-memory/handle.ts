// SharedMemory as the user holds it. Reading and writing happen at the call, in the process's own turn: so whatever is sent
// afterwards tells of bytes that are there. The class is made per runtime.

import { SharedMemoryError } from '../../base/errors.ts';
import type { HandleContext, Site } from '../handle-context.ts';
import { checkName } from '../options.ts';
import { type MemoryOperation, memoryMethod } from './operations.ts';

/** A piece of memory that this process has open. */
export interface OpenMemory {
  readonly size: number;
  /** Tells memories of one name apart that were made one after the other. */
  readonly version: number;
  read(offset: number, length: number): Uint8Array;
  /** @throws SharedMemoryError there is no room left on the machine */
  write(data: Uint8Array, offset: number): void;
  close(): void;
}

/** The shared memory of the run, by name. */
export interface MemoryStore {
  /** @returns `null`: the name is taken. @throws SharedMemoryError there is no room left on the machine */
  create(name: string, size: number): OpenMemory | null;
  /** @returns `null`: there is none of this name */
  attach(name: string): OpenMemory | null;
  /** @returns false: there is none of this name */
  unlink(name: string): boolean;
  /** A name that nobody has chosen, with this beginning. */
  newName(begin: string): string;
}

const greatestName = 100;

/** Makes the class of one runtime. */
export function memoryHandles(context: HandleContext, store: MemoryStore) {
  const opened = new WeakMap<object, OpenMemory>();

  function tell(memory: object, operation: MemoryOperation, site: Site, preview: string): void {
    const item = { bytes: new Uint8Array(0), handles: [], preview };
    void context.tell(memory, memoryMethod(operation), site, item);
  }

  /** One that came from another process is opened when it is first used. */
  function openOf(memory: object, method: string): OpenMemory {
    const { name, closed, options } = context.stateOf(memory);
    const what = `SharedMemory.${method}() on ${name}`;
    if (closed) throw new SharedMemoryError(`${what}: this process has closed it; close() it after its last use`);
    const known = opened.get(memory);
    if (known) return known;
    const found = store.attach(name);
    if (found && found.version === options.version) {
      opened.set(memory, found);
      return found;
    }
    found?.close();
    throw new SharedMemoryError(`${what}: it was unlinked before this process came to use it; unlink() it later`);
  }

  function adopt(memory: OpenMemory, name: string, site: Site, isCreation: boolean): SharedMemory {
    const handle = Object.create(SharedMemory.prototype) as SharedMemory;
    const { size, version } = memory;
    context.create(handle, 'SharedMemory', name, { size, version, isCreation: isCreation ? 1 : 0 }, site);
    opened.set(handle, memory);
    return handle;
  }

  class SharedMemory {
    constructor() {
      throw new TypeError('new SharedMemory: use SharedMemory.create() or SharedMemory.attach()');
    }

    static async create(options: { name?: string; size: number }): Promise<SharedMemory> {
      const site = context.site();
      const { name, size } = checkCreation(options);
      const given = name ?? store.newName(context.nameHere('SharedMemory'));
      const memory = store.create(given, size);
      if (memory) return adopt(memory, given, site, true);
      throw new SharedMemoryError(
        `SharedMemory.create() of ${given}: the name is taken; attach() to it, unlink() it first, or choose another name`,
      );
    }

    static async attach(name: string): Promise<SharedMemory> {
      const site = context.site();
      checkMemoryName(name, 'attach');
      const memory = store.attach(name);
      if (!memory) {
        throw new SharedMemoryError(
          `SharedMemory.attach() to ${name}: there is none of this name; create() it before, and unlink() it later`,
        );
      }
      const handle = adopt(memory, name, site, false);
      tell(handle, 'attach', site, '');
      return handle;
    }

    get name(): string {
      return context.stateOf(this).name;
    }

    get size(): number {
      return context.stateOf(this).options.size ?? 0;
    }

    async read(offset = 0, length?: number): Promise<Uint8Array> {
      const site = context.site(this, 'read');
      const memory = openOf(this, 'read');
      const count = length ?? memory.size - offset;
      checkRange(offset, count, this, 'read');
      tell(this, 'read', site, `${count} bytes at ${offset}`);
      return memory.read(offset, count);
    }

    async write(data: Uint8Array, offset = 0): Promise<void> {
      const site = context.site(this, 'write');
      const memory = openOf(this, 'write');
      if (!(data instanceof Uint8Array)) {
        throw new TypeError(`SharedMemory.write: data must be a Uint8Array, got ${typeof data}`);
      }
      checkRange(offset, data.length, this, 'write');
      tell(this, 'write', site, `${data.length} bytes at ${offset}`);
      memory.write(data, offset);
    }

    close(): void {
      context.close(this, SharedMemoryError);
      opened.get(this)?.close();
      opened.delete(this);
    }

    async unlink(): Promise<void> {
      const site = context.site();
      const { name } = context.stateOf(this);
      if (!store.unlink(name)) {
        throw new SharedMemoryError(`SharedMemory.unlink() of ${name}: it was unlinked already; do it once for all`);
      }
      tell(this, 'unlink', site, '');
    }
  }

  return { SharedMemory };
}

function checkCreation(options: { name?: string; size: number }): { name?: string; size: number } {
  const what = 'SharedMemory.create';
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${what}: options must be an object such as { size: 1024 }, got ${typeof options}`);
  }
  const { name, size } = options;
  if (name !== undefined) checkMemoryName(name, 'create');
  if (typeof size !== 'number') throw new TypeError(`${what}: size must be a number of bytes, got ${String(size)}`);
  if (!Number.isSafeInteger(size) || size <= 0) {
    throw new RangeError(`${what}: size must be a whole number of bytes greater than 0, got ${size}`);
  }
  return options;
}

function checkMemoryName(name: unknown, method: string): void {
  const what = `SharedMemory.${method}`;
  checkName(name ?? 0, what);
  const { length } = name as string;
  if (length > 0 && length <= greatestName && (name as string).isWellFormed()) return;
  throw new RangeError(`${what}: name must have from 1 to ${greatestName} characters, got ${length}`);
}

function checkRange(offset: number, length: number, memory: { size: number; name: string }, method: string): void {
  const fits = Number.isInteger(offset) && Number.isInteger(length) && offset >= 0 && length >= 0;
  if (fits && offset + length <= memory.size) return;
  throw new RangeError(
    `SharedMemory.${method}() on ${memory.name}: ${length} bytes at ${offset} are not inside its ${memory.size} bytes`,
  );
}
