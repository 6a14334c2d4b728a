// The shared memory of a simulated run: bytes by name.

import type { MemoryStore, OpenMemory } from '../../src/primitives/shared-memory/handle.ts';

export class SimulatedMemory implements MemoryStore {
  readonly #named = new Map<string, { bytes: Uint8Array; version: number }>();
  #count = 0;

  create(name: string, size: number): OpenMemory | null {
    if (this.#named.has(name)) return null;
    this.#named.set(name, { bytes: new Uint8Array(size), version: ++this.#count });
    return this.attach(name);
  }

  attach(name: string): OpenMemory | null {
    const found = this.#named.get(name);
    if (!found) return null;
    const { bytes, version } = found;
    return {
      size: bytes.length,
      version,
      read: (offset, length) => bytes.slice(offset, offset + length),
      write: (data, offset) => bytes.set(data, offset),
      close: () => {},
    };
  }

  unlink(name: string): boolean {
    return this.#named.delete(name);
  }

  newName(begin: string): string {
    return `${begin}-${++this.#count}`;
  }
}
