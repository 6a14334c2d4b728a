// Which top-level functions and classes a process knows by module and name, so that they can be sent to another one.

/** A function or a class; nothing is called through this type. */
// biome-ignore lint/complexity/noBannedTypes: no function type takes classes too
export type AnyFunction = Function;

/** A function or class that another process can find by importing its module. */
export interface Registered {
  /** URL of the module, without the query of a simulated process. */
  url: string;
  /** Name at the top level of the module; `default` for an anonymous default export. */
  name: string;
  kind: 'function' | 'class';
  /** The class or one that it extends has `#private` members, which cannot be rebuilt elsewhere. */
  hasPrivate: boolean;
}

/** What the loader found in a module besides its functions and classes. */
export interface ModuleFacts {
  /** Names of top-level classes with `#private` members of their own. */
  privates: readonly string[];
  /** By `line:column` of a construction or call: the variable or field that its result is stored in. */
  names: ReadonlyMap<string, string>;
}

type Thunk = () => unknown;

/** Key of a place in `ModuleFacts.names`. */
export function placeKey(line: number, column: number): string {
  return `${line}:${column}`;
}

/** Whether a function is a class: its own source says so. */
export function isClass(value: AnyFunction): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}

/**
 * The functions and classes of one process, real or simulated.
 * Modules hand in thunks before their first statement runs; a thunk whose variable is not yet initialized is asked again.
 */
export class Registry {
  readonly #modules = new Map<string, { thunks: ReadonlyMap<string, Thunk>; facts: ModuleFacts }>();
  readonly #found = new WeakMap<AnyFunction, Registered>();
  #pending: { url: string; name: string; thunk: Thunk }[] = [];

  /** Registers a module's top level; a module that is loaded again replaces itself. */
  add(url: string, thunks: Readonly<Record<string, Thunk>>, facts: ModuleFacts): void {
    const entries = Object.entries(thunks);
    this.#modules.set(url, { thunks: new Map(entries), facts });
    for (const [name, thunk] of entries) this.#pending.push({ url, name, thunk });
  }

  /** The registration of a function or class; undefined for any other value. */
  find(value: unknown): Registered | undefined {
    if (typeof value !== 'function') return undefined;
    const known = this.#found.get(value);
    if (known !== undefined) return known;
    this.#settle();
    return this.#found.get(value);
  }

  /** The function or class of that name; undefined where the module was not loaded, or has none, or not yet. */
  get(url: string, name: string): AnyFunction | undefined {
    const thunk = this.#modules.get(url)?.thunks.get(name);
    const value = thunk === undefined ? undefined : attempt(thunk);
    return typeof value?.value === 'function' ? value.value : undefined;
  }

  has(url: string): boolean {
    return this.#modules.has(url);
  }

  /** What the object constructed at that place (line and column from 1) is stored in. */
  nameAt(url: string, line: number, column: number): string | undefined {
    return this.#modules.get(url)?.facts.names.get(placeKey(line, column));
  }

  #settle(): void {
    this.#pending = this.#pending.filter(({ url, name, thunk }) => {
      const value = attempt(thunk);
      if (typeof value?.value === 'function') this.#keep(value.value, url, name);
      return value === undefined;
    });
  }

  #keep(value: AnyFunction, url: string, name: string): void {
    if (this.#found.has(value)) return;
    const registry = this;
    this.#found.set(value, {
      url,
      name,
      kind: isClass(value) ? 'class' : 'function',
      get hasPrivate() {
        return registry.#hasPrivate(value, url, name);
      },
    });
  }

  #hasPrivate(value: AnyFunction, url: string, name: string): boolean {
    if (this.#modules.get(url)?.facts.privates.includes(name)) return true;
    const base: unknown = Object.getPrototypeOf(value);
    return this.find(base)?.hasPrivate ?? false;
  }
}

/** Undefined while the variable is in its temporal dead zone, the only reason for which such a thunk can throw. */
function attempt(thunk: Thunk): { value: unknown } | undefined {
  try {
    return { value: thunk() };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}
