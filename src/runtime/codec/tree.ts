// Plain trees of data, the usual message: they are packed in a quarter of the time of a structured clone. A value counts as one
// only where packing gives back just what a clone would; everything else is cloned.

import { types } from 'node:util';
import { Packr } from 'msgpackr/pack';

// no records: what one process has seen of them another would need; the other choices keep every number a number
const packr = new Packr({ useRecords: false, moreTypes: false, int64AsType: 'number' });

/** Deeper values are left to the clone, which says what is wrong with them. */
const mostDepth = 100;
/** Up to so many objects a list is searched faster than a set. */
const fewObjects = 12;
/** Names that the packer treats as its own. */
const special = new Set(['__proto__', 'constructor', 'toJSON', 'hasOwnProperty']);

/** @returns `null` where `value` is no such tree */
export function packTree(value: unknown): Uint8Array | null {
  return typeof value === 'object' && value !== null && new Walk().isTree(value, 0) ? packr.pack(value) : null;
}

/** The tree in `memory` from `start` to `end`; nothing of it shares that memory. */
export function unpackTree(memory: Uint8Array, start: number, end: number): unknown {
  return packr.unpack(memory, { start, end });
}

class Walk {
  readonly #list: object[] = [];
  #set: Set<object> | null = null;

  isTree(value: object, depth: number): boolean {
    if (depth > mostDepth || types.isProxy(value) || this.#isSecond(value)) return false;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Array.prototype) return Array.isArray(value) && this.#isList(value, depth);
    if (prototype !== Object.prototype) return false;
    for (const key of Object.keys(value)) {
      if (special.has(key) || !key.isWellFormed()) return false;
      if (!this.#isPart((value as Record<string, unknown>)[key], depth)) return false;
    }
    return true;
  }

  /** Without holes and other properties. */
  #isList(value: readonly unknown[], depth: number): boolean {
    const { length } = value;
    for (let index = 0; index < length; index++) {
      const part = value[index];
      if (part === undefined ? !(index in value) : !this.#isPart(part, depth)) return false;
    }
    return Object.keys(value).length === length;
  }

  #isPart(part: unknown, depth: number): boolean {
    switch (typeof part) {
      case 'string':
        return part.isWellFormed();
      case 'number':
        return part !== 0 || !Object.is(part, -0);
      case 'boolean':
      case 'undefined':
        return true;
      case 'object':
        return part === null || this.isTree(part, depth + 1);
      default:
        return false;
    }
  }

  /** The same object twice is still one where it arrives. */
  #isSecond(value: object): boolean {
    if (this.#set) {
      if (this.#set.has(value)) return true;
      this.#set.add(value);
      return false;
    }
    if (this.#list.includes(value)) return true;
    this.#list.push(value);
    if (this.#list.length > fewObjects) this.#set = new Set(this.#list);
    return false;
  }
}
