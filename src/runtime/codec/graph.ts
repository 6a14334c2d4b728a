// Values that are more than structured clone keeps: rewritten to shells that it does keep, and made whole again on arrival.
// A shell has the identity of what it stands for, so cycles and shared parts survive in one graph.

import { types } from 'node:util';
import { errorClasses, SerializationError } from '../../base/errors.ts';
import type { AnyFunction } from '../loader/registry.ts';
import type { CodecHost } from './host.ts';
import { classOf, errorFields } from './scan.ts';

const apiErrors: Readonly<Record<string, AnyFunction>> = errorClasses;

/** `[module's number, name]` of a registered function or class; `[-1, name]` of a class that every process has. */
type Reference = [module: number, name: string];
type Fields = Record<string, unknown>;

/** What is sent in place of a value. Everything in it is plain. */
export interface Rewritten {
  /** The root is wrapped, for it may itself have to be replaced. */
  root: [unknown];
  /** URLs of the modules that functions and classes come from. */
  modules: string[];
  /** Shells that get their class back. */
  instances: [shell: object, type: Reference][];
  /** Errors, whose name, cause and own fields structured clone does not keep, and other built-ins with own fields. */
  fields: [shell: object, fields: Fields, hidden: string[]][];
  /** Stand-ins for functions and classes. */
  functions: [standIn: object, code: Reference][];
  /** Stand-ins for handles: the number is the index in the frame's list. */
  handles: [standIn: object, index: number, type: string, data: unknown][];
  /** What holds stand-ins, which are replaced in it on arrival. */
  holders: object[];
}

/** Rewrites a value that `scan` has accepted. */
export function rewrite(value: unknown, host: CodecHost): { graph: Rewritten; handles: number[] } {
  const rewriter = new Rewriter(host);
  rewriter.run(value);
  return { graph: rewriter.graph, handles: rewriter.handles };
}

class Rewriter {
  readonly graph: Rewritten = {
    root: [undefined],
    modules: [],
    instances: [],
    fields: [],
    functions: [],
    handles: [],
    holders: [],
  };
  readonly handles: number[] = [];
  readonly #host: CodecHost;
  readonly #done = new Map<object, object>();
  readonly #standIns = new Set<unknown>();

  constructor(host: CodecHost) {
    this.#host = host;
  }

  run(value: unknown): void {
    this.graph.root[0] = this.#copy(value, this.graph.root);
  }

  /** The plain form of a value; its holder is noted where that is a stand-in. */
  #copy(value: unknown, holder: object): unknown {
    const copy = this.#plain(value);
    if (this.#standIns.has(copy) && this.graph.holders.at(-1) !== holder) this.graph.holders.push(holder);
    return copy;
  }

  #plain(value: unknown): unknown {
    if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return value;
    const done = this.#done.get(value);
    if (done !== undefined) return done;
    if (typeof value === 'function') return this.#function(value);
    const handle = this.#host.handleOf(value);
    if (handle === undefined) return this.#object(value);
    const standIn = this.#standIn(value);
    const entry: Rewritten['handles'][number] = [standIn, this.#handle(handle.object), handle.type, undefined];
    this.graph.handles.push(entry);
    entry[3] = this.#copy(handle.data, entry);
    return standIn;
  }

  #standIn(value: object): object {
    const standIn = {};
    this.#done.set(value, standIn);
    this.#standIns.add(standIn);
    return standIn;
  }

  #function(value: AnyFunction): object {
    const standIn = this.#standIn(value);
    this.graph.functions.push([standIn, this.#reference(value)]);
    return standIn;
  }

  #handle(object: number): number {
    const known = this.handles.indexOf(object);
    return known >= 0 ? known : this.handles.push(object) - 1;
  }

  #reference(value: AnyFunction): Reference {
    const found = this.#host.registry.find(value);
    if (found === undefined)
      throw new SerializationError(`${value.name} was registered a moment ago, and no longer is`);
    const known = this.graph.modules.indexOf(found.url);
    return [known >= 0 ? known : this.graph.modules.push(found.url) - 1, found.name];
  }

  #object(value: object): object {
    if (types.isNativeError(value)) return this.#error(value);
    const type = classOf(value);
    const shell = this.#shell(value, type !== undefined);
    this.#done.set(value, shell);
    if (type !== undefined) this.graph.instances.push([shell, this.#reference(type)]);
    if (types.isMap(value)) this.#fillMap(value, shell as Map<unknown, unknown>);
    else if (types.isSet(value)) {
      for (const item of Set.prototype.values.call(value)) (shell as Set<unknown>).add(this.#copy(item, shell));
    } else if (shell === value) return shell;
    else if (!isExotic(value)) this.#fill(shell, value, Object.keys(value));
    if (type !== undefined && isExotic(value) && !ArrayBuffer.isView(value))
      this.#addFields(shell, value, Object.keys(value));
    return shell;
  }

  /** An empty object of the same built-in kind; leaves stay what they are, unless their class has to be set on arrival. */
  #shell(value: object, isInstance: boolean): object {
    if (Array.isArray(value)) return new Array(value.length);
    if (types.isMap(value)) return new Map();
    if (types.isSet(value)) return new Set();
    if (!isExotic(value)) return {};
    return isInstance ? structuredClone(value) : value;
  }

  #fill(shell: object, value: object, keys: readonly string[]): void {
    for (const key of keys) define(shell, key, this.#copy(Reflect.get(value, key), shell));
  }

  #fillMap(map: Map<unknown, unknown>, shell: Map<unknown, unknown>): void {
    for (const [key, value] of Map.prototype.entries.call(map)) {
      shell.set(this.#copy(key, shell), this.#copy(value, shell));
    }
  }

  #addFields(shell: object, value: object, keys: readonly string[]): void {
    const fields: Fields = {};
    const hidden = keys.filter((key) => !Object.prototype.propertyIsEnumerable.call(value, key));
    if (keys.length > 0) this.graph.fields.push([shell, fields, hidden]);
    this.#fill(fields, value, keys);
  }

  #error(value: Error): object {
    const shell = new Error(String(value.message));
    Object.defineProperty(shell, 'stack', { value: String(value.stack), configurable: true, writable: true });
    this.#done.set(value, shell);
    const { reference, name } = this.#errorClass(value);
    this.graph.instances.push([shell, reference]);
    this.#addFields(shell, value, errorFields(value));
    // The class is not known elsewhere, but its name is.
    if (name !== undefined && !Object.hasOwn(value, 'name')) this.graph.fields.push([shell, { name }, ['name']]);
    return shell;
  }

  /** The nearest class of an error that the other side has. */
  #errorClass(value: Error): { reference: Reference; name?: string } {
    let isOwn = true;
    for (
      let at: unknown = Object.getPrototypeOf(value);
      at !== null && at !== undefined;
      at = Object.getPrototypeOf(at)
    ) {
      const type: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
      if (typeof type === 'function') {
        const named = isOwn ? {} : { name: String(value.name) };
        if (knownError(type.name) === type) return { reference: [-1, type.name], ...named };
        if (this.#host.registry.find(type) !== undefined) return { reference: this.#reference(type), ...named };
      }
      isOwn = false;
    }
    return { reference: [-1, 'Error'], name: String(value.name) };
  }
}

/** The error classes that are there in every process. */
function knownError(name: string): AnyFunction | undefined {
  if (Object.hasOwn(apiErrors, name)) return apiErrors[name];
  if (!/^(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error$/.test(name)) return undefined;
  const type: unknown = Reflect.get(globalThis, name);
  return typeof type === 'function' ? type : undefined;
}

/** Objects whose content is not in their properties. */
function isExotic(value: object): boolean {
  return (
    types.isMap(value) ||
    types.isSet(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isBoxedPrimitive(value) ||
    types.isAnyArrayBuffer(value) ||
    types.isNativeError(value) ||
    ArrayBuffer.isView(value)
  );
}

/** Sets an own property whatever its name (`__proto__`) and whatever the prototype has under it. */
function define(target: object, key: string, value: unknown, enumerable = true): void {
  Object.defineProperty(target, key, { value, enumerable, configurable: true, writable: true });
}

/** Makes a value of what arrived; functions and classes must have been loaded. */
export function restore(graph: Rewritten, handles: readonly number[], host: CodecHost): unknown {
  const parts = new Map<unknown, unknown>();
  const find = ([module, name]: Reference): AnyFunction => findCode(graph.modules[module], name, host);
  for (const [standIn, code] of graph.functions) parts.set(standIn, find(code));
  // Handles may hold handles: the outer comes first in the list, so the inner ones are made first.
  for (const entry of [...graph.handles].reverse()) {
    const [standIn, index, type] = entry;
    replace(entry, parts);
    const object = handles[index];
    if (object === undefined)
      throw new SerializationError(`A message names handle ${index}, but carries ${handles.length}`);
    parts.set(standIn, host.makeHandle(object, type, entry[3]));
  }
  for (const holder of graph.holders) replace(holder, parts);
  for (const [shell, fields, hidden] of graph.fields) {
    for (const key of Object.keys(fields)) define(shell, key, fields[key], !hidden.includes(key));
  }
  for (const [shell, type] of graph.instances) Object.setPrototypeOf(shell, find(type).prototype);
  return graph.root[0];
}

function findCode(url: string | undefined, name: string, host: CodecHost): AnyFunction {
  const code = url === undefined ? knownError(name) : host.registry.get(url, name);
  if (code !== undefined) return code;
  throw new SerializationError(
    `${name} of ${url ?? 'the runtime'} is not there in this process: it must be defined at the top level of the module, ` +
      'whatever the process is, and before its first await.',
  );
}

/** Puts the parts in the place of their stand-ins, keeping the order of maps and sets. */
function replace(holder: object, parts: ReadonlyMap<unknown, unknown>): void {
  const part = (value: unknown) => (parts.has(value) ? parts.get(value) : value);
  if (types.isMap(holder)) {
    const entries = [...holder];
    holder.clear();
    for (const [key, value] of entries) holder.set(part(key), part(value));
  } else if (types.isSet(holder)) {
    const items = [...holder];
    holder.clear();
    for (const item of items) holder.add(part(item));
  } else {
    for (const key of Object.keys(holder)) {
      const value: unknown = Reflect.get(holder, key);
      if (parts.has(value)) define(holder, key, parts.get(value));
    }
  }
}
