// Equality and order of values that were copied from process to process: what was equal where it was made is equal here, though
// it is another object. Only handles are themselves.

type IsHandle = (value: object) => boolean;

/** Numbers that are equal, strings, plain data part by part, class instances of one class; two handles only if they are one. */
export function equalByValue(a: unknown, b: unknown, isHandle: IsHandle): boolean {
  return new Comparison(isHandle).equal(a, b);
}

class Comparison {
  readonly #isHandle: IsHandle;
  /** Pairs that are being compared: a cycle is equal to one of the same shape. */
  readonly #open = new Map<object, object>();

  constructor(isHandle: IsHandle) {
    this.#isHandle = isHandle;
  }

  equal(a: unknown, b: unknown): boolean {
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (this.#isHandle(a) || this.#isHandle(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    if (this.#open.get(a) === b) return true;
    this.#open.set(a, b);
    const isEqual = this.#parts(a, b);
    this.#open.delete(a);
    return isEqual;
  }

  #parts(a: object, b: object): boolean {
    if (a instanceof Date && b instanceof Date) return this.equal(a.getTime(), b.getTime());
    if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b);
    if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return sameBytes(a, b);
    if (a instanceof Map && b instanceof Map && !this.#sameEntries([...a], [...b])) return false;
    if (a instanceof Set && b instanceof Set && !this.#sameEntries([...a], [...b])) return false;
    if (a instanceof Error && b instanceof Error && a.message !== b.message) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    return keys.every((key) => Object.hasOwn(b, key) && this.equal(Reflect.get(a, key), Reflect.get(b, key)));
  }

  /** In any order. */
  #sameEntries(some: unknown[], others: unknown[]): boolean {
    if (some.length !== others.length) return false;
    return some.every((one) => {
      const at = others.findIndex((other) => this.equal(one, other));
      if (at >= 0) others.splice(at, 1);
      return at >= 0;
    });
  }
}

function sameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const [some, others] = [a, b].map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return some?.length === others?.length && (some?.every((byte, at) => byte === others?.[at]) ?? false);
}

/** Entries by key, in the order in which the keys came, where keys are equal by value. */
export class MapByValue<V> {
  readonly #entries = new Map<unknown, V>();
  /** Keys that are objects, by something that equal ones have in common. */
  readonly #objects = new Map<string, object[]>();
  readonly #isHandle: IsHandle;

  constructor(isHandle: IsHandle) {
    this.#isHandle = isHandle;
  }

  has(key: unknown): boolean {
    return this.#entries.has(this.#known(key));
  }

  get(key: unknown): V | undefined {
    return this.#entries.get(this.#known(key));
  }

  set(key: unknown, value: V): void {
    const known = this.#known(key);
    if (isObject(known) && !this.#entries.has(known)) {
      const hash = hashOf(known);
      this.#objects.set(hash, [...(this.#objects.get(hash) ?? []), known]);
    }
    this.#entries.set(known, value);
  }

  delete(key: unknown): boolean {
    const known = this.#known(key);
    if (isObject(known)) {
      const hash = hashOf(known);
      const left = (this.#objects.get(hash) ?? []).filter((one) => one !== known);
      if (left.length > 0) this.#objects.set(hash, left);
      else this.#objects.delete(hash);
    }
    return this.#entries.delete(known);
  }

  clear(): void {
    this.#entries.clear();
    this.#objects.clear();
  }

  get size(): number {
    return this.#entries.size;
  }

  entries(): [unknown, V][] {
    return [...this.#entries];
  }

  /** The key that is there already and equal to this one, or this one. */
  #known(key: unknown): unknown {
    if (!isObject(key) || this.#entries.has(key)) return key;
    return this.#objects.get(hashOf(key))?.find((one) => equalByValue(one, key, this.#isHandle)) ?? key;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Equal objects have the same; different ones mostly another. */
function hashOf(key: object): string {
  if (key instanceof Date) return `Date ${key.getTime()}`;
  const parts = Object.keys(key).sort();
  return parts.map((part) => `${part}=${primitiveText(Reflect.get(key, part))}`).join();
}

function primitiveText(value: unknown): string {
  if (isObject(value)) return 'object';
  return Object.is(value, -0) ? '0' : String(value);
}

/**
 * The order of `sort()`: numbers by size, strings by their characters, dates by time.
 * @throws TypeError for values that have no order with each other
 */
export function compareByValue(a: unknown, b: unknown): number {
  const [x, y] = [ordered(a), ordered(b)];
  if (x === undefined || y === undefined || (typeof x === 'string') !== (typeof y === 'string')) {
    throw new TypeError(`${kindOf(a)} and ${kindOf(b)} have no order`);
  }
  return x < y ? -1 : x > y ? 1 : 0;
}

function ordered(value: unknown): number | bigint | string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Date ? value.getTime() : undefined;
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : `a ${typeof value}`;
}
