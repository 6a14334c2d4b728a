/** What stands for the objects in a manager's process. @module */

/**
 * A dictionary that lives in a manager's process: every process that has the proxy uses the same one.
 *
 * What is set is copied, and what `get` gives is a copy too: to change a list inside it, change your copy and set it again.
 * Keys are compared by value, so that `[1, 2]` finds what was set under `[1, 2]`. Every method waits for the manager's answer.
 *
 * @example
 * {@includeCode ../../../docs/examples/dict-proxy.ts}
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a dictionary takes and gives whatever is set
export class DictProxy<V = any> {
  private constructor();
  /** The value under a key; `undefined` where there is none. @throws ConnectionError the manager has ended */
  get(key: unknown): Promise<V | undefined>;
  /**
   * Sets the value under a key. Proxies and queues inside it are shared, everything else is copied.
   * @throws SerializationError the key or the value cannot be sent
   * @throws ConnectionError the manager has ended
   */
  set(key: unknown, value: V): Promise<void>;
  /** Whether there is a value under a key. */
  has(key: unknown): Promise<boolean>;
  /** Takes a key and its value out. @returns false where it was not there */
  delete(key: unknown): Promise<boolean>;
  /** Takes a key out and gives its value; `undefined` where it was not there. */
  pop(key: unknown): Promise<V | undefined>;
  /** The value under a key, set to `value` first where there was none. One step: nobody comes between. */
  setdefault(key: unknown, value: V): Promise<V>;
  /** Sets many values in one step. */
  update(entries: Record<string, V> | Iterable<[unknown, V]>): Promise<void>;
  /** The keys, in the order in which they came. */
  keys(): Promise<Iterable<unknown>>;
  /** The values, in the order of their keys. */
  values(): Promise<Iterable<V>>;
  /** Keys and values, in the order of the keys. */
  entries(): Promise<Iterable<[unknown, V]>>;
  /** How many keys. */
  size(): Promise<number>;
  /** Takes everything out. */
  clear(): Promise<void>;
  /** Everything that is in it now, as a `Map` of your own. */
  copy(): Promise<Map<unknown, V>>;
}

/**
 * A list that lives in a manager's process. Negative indexes count from the end.
 *
 * What is put in is copied, and what `at` gives is a copy too: to change an object inside it, change your copy and set it again.
 *
 * @example
 * {@includeCode ../../../docs/examples/list-proxy.ts}
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a list takes and gives whatever is put in
export class ListProxy<V = any> {
  private constructor();
  /** A value. @throws RangeError there is no such index */
  at(index: number): Promise<V>;
  /** Puts another value in the place of one. @throws RangeError there is no such index */
  set(index: number, value: V): Promise<void>;
  /** Adds values at the end. @returns the new length */
  push(...values: V[]): Promise<number>;
  /** Takes a value out. @param index default -1: the last @throws RangeError there is no such index */
  pop(index?: number): Promise<V>;
  /** Puts a value before this index. */
  insert(index: number, value: V): Promise<void>;
  /** Takes the first value out that is equal to this one. @returns false where there is none */
  remove(value: V): Promise<boolean>;
  /** Adds all of these at the end, in one step. */
  extend(values: Iterable<V>): Promise<void>;
  /** Index of the first value that is equal to this one; -1 where there is none. */
  indexOf(value: V): Promise<number>;
  /** How many values. */
  length(): Promise<number>;
  /** A copy of a part, as `Array.slice`. */
  slice(start?: number, end?: number): Promise<V[]>;
  /** The last becomes the first, in the list itself. */
  reverse(): Promise<void>;
  /** Numbers by size, texts by their characters, dates by time. @throws TypeError values of different kinds; nothing is changed */
  sort(): Promise<void>;
  /** Everything that is in it now, as an array of your own. */
  copy(): Promise<V[]>;
}

/**
 * Named values that live in a manager's process.
 *
 * `get` gives a copy. Changing that copy changes nothing for anybody else; `set` it again to share the change.
 *
 * @example
 * {@includeCode ../../../docs/examples/namespace-proxy.ts}
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a namespace takes and gives whatever is set
export class NamespaceProxy<N extends object = Record<string, any>> {
  private constructor();
  /** The value of a name. @throws KeyError nothing was set under this name */
  get<K extends keyof N>(key: K): Promise<N[K]>;
  /** Sets the value of a name. */
  set<K extends keyof N>(key: K, value: N[K]): Promise<void>;
  /** Takes a name and its value out. @throws KeyError nothing was set under this name */
  delete<K extends keyof N>(key: K): Promise<void>;
}

/** What `manager.register` makes of a class: its methods, each of which runs in the manager's process and returns a promise. */
export type Remote<C> = {
  // biome-ignore lint/suspicious/noExplicitAny: a method with any parameters
  [K in keyof C as C[K] extends (...args: any[]) => unknown ? K : never]: C[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};
