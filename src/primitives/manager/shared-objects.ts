// What a manager's process keeps: dictionaries, lists, namespaces, and instances of the user's classes. Everything in them is a copy
// of what was sent, so changing what `get` gave changes nothing here.

import { compareByValue, equalByValue, MapByValue } from './by-value.ts';
import type { ProxyType } from './operations.ts';

/** The object itself says no: told to the caller as an error of this name, with the call in front of the text. */
export class Refused extends Error {
  readonly error: 'KeyError' | 'RangeError' | 'TypeError';

  constructor(error: 'KeyError' | 'RangeError' | 'TypeError', text: string) {
    super(text);
    this.error = error;
  }
}

/** @returns the result, or a promise of it */
export type SharedObject = (method: string, args: readonly unknown[]) => unknown;

type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>;
type IsHandle = (value: object) => boolean;

function fromMethods(methods: Methods): SharedObject {
  return (method, args) => methods[method]?.(...args);
}

function sharedDict(initial: unknown, isHandle: IsHandle): SharedObject {
  const map = new MapByValue<unknown>(isHandle);
  const update = (entries: unknown) => {
    for (const [key, value] of entries as [unknown, unknown][]) map.set(key, value);
  };
  update(initial);
  return fromMethods({
    get: (key) => map.get(key),
    set: (key, value) => map.set(key, value),
    has: (key) => map.has(key),
    delete: (key) => map.delete(key),
    pop: (key) => {
      const value = map.get(key);
      map.delete(key);
      return value;
    },
    setdefault: (key, value) => {
      if (!map.has(key)) map.set(key, value);
      return map.get(key);
    },
    update,
    keys: () => map.entries().map(([key]) => key),
    values: () => map.entries().map(([, value]) => value),
    entries: () => map.entries(),
    size: () => map.size,
    clear: () => map.clear(),
    copy: () => new Map(map.entries()),
  });
}

function sharedList(initial: unknown, isHandle: IsHandle): SharedObject {
  const list = initial as unknown[];
  const place = (index: unknown): number => {
    if (!Number.isInteger(index)) throw new Refused('TypeError', `an index must be an integer, got ${String(index)}`);
    const at = (index as number) < 0 ? (index as number) + list.length : (index as number);
    if (at >= 0 && at < list.length) return at;
    throw new Refused('RangeError', `there is no index ${index} in a list of ${list.length}; ask length() first`);
  };
  const indexOf = (value: unknown) => list.findIndex((one) => equalByValue(one, value, isHandle));
  return fromMethods({
    at: (index) => list[place(index)],
    set: (index, value) => {
      list[place(index)] = value;
    },
    push: (...values) => list.push(...values),
    pop: (index = -1) => list.splice(place(index), 1)[0],
    insert: (index, value) => {
      if (!Number.isInteger(index)) throw new Refused('TypeError', `an index must be an integer, got ${String(index)}`);
      list.splice(index as number, 0, value);
    },
    remove: (value) => {
      const at = indexOf(value);
      if (at >= 0) list.splice(at, 1);
      return at >= 0;
    },
    extend: (values) => {
      for (const value of values as unknown[]) list.push(value);
    },
    indexOf,
    length: () => list.length,
    slice: (start, end) => list.slice(start as number | undefined, end as number | undefined),
    reverse: () => void list.reverse(),
    sort: () => sort(list),
    copy: () => [...list],
  });
}

/** All or nothing: a list whose values have no order stays as it was. */
function sort(list: unknown[]): void {
  try {
    for (const [index, value] of list.toSorted(compareByValue).entries()) list[index] = value;
  } catch (error) {
    if (error instanceof TypeError) throw new Refused('TypeError', `${error.message}; the list stays as it is`);
    throw error;
  }
}

function sharedNamespace(initial: unknown): SharedObject {
  const fields = new Map<string, unknown>(Object.entries(initial as object));
  const known = (key: unknown): string => {
    const name = String(key);
    if (fields.has(name)) return name;
    throw new Refused('KeyError', `the namespace has no "${name}"; set it first with set("${name}", …)`);
  };
  return fromMethods({
    get: (key) => fields.get(known(key)),
    set: (key, value) => void fields.set(String(key), value),
    delete: (key) => void fields.delete(known(key)),
  });
}

export function makeShared(type: ProxyType, initial: unknown, isHandle: IsHandle): SharedObject {
  if (type === 'DictProxy') return sharedDict(initial, isHandle);
  return type === 'ListProxy' ? sharedList(initial, isHandle) : sharedNamespace(initial);
}

type Class = new (...args: unknown[]) => object;
type Method = (...args: unknown[]) => unknown;

/** An instance of a user's class: its methods are called as they are. */
export function makeInstance(type: unknown, args: readonly unknown[]): SharedObject {
  const instance = new (type as Class)(...args);
  return (method, given) => Reflect.apply(Reflect.get(instance, method) as Method, instance, given);
}

/** The methods that a class and those that it extends declare, the outermost first. */
export function methodsOf(type: { prototype: unknown }): string[] {
  const names = new Set<string>();
  for (let at = type.prototype; isMethodHolder(at); at = Object.getPrototypeOf(at)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (typeof value === 'function' && name !== 'constructor') names.add(name);
    }
  }
  return [...names];
}

function isMethodHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== null;
}
