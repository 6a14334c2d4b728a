// Walks a value before it is encoded: refuses what cannot be sent, by its place, and says whether structured clone is enough.

import { types } from 'node:util';
import { type AnyFunction, isClass } from '../loader/registry.ts';
import type { CodecHost } from './host.ts';
import { refuse, refuseFunction, refuseInstance, refusePrivate, renderPath, type Step, unsendable } from './refusal.ts';

/** The class of which an object is an instance; undefined for what structured clone keeps by itself. */
export function classOf(value: object): AnyFunction | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || typeof prototype !== 'object' || builtinPrototypes.has(prototype)) return undefined;
  const type: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof type !== 'function') return Object;
  // The same built-ins of another realm, such as of `node:vm`.
  return Object.hasOwn(globalThis, type.name) && isNative(type) ? undefined : type;
}

const builtinPrototypes = new Set<object>(
  [Object, Array, Map, Set, Date, RegExp, ArrayBuffer, DataView, Buffer, Number, String, Boolean, BigInt]
    .map((type): object => type.prototype)
    .concat(
      [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array].map(
        (type): object => type.prototype,
      ),
      [Float32Array, Float64Array, BigInt64Array, BigUint64Array].map((type): object => type.prototype),
    ),
);

function isNative(type: AnyFunction): boolean {
  return Function.prototype.toString.call(type).includes('[native code]');
}

/**
 * Checks everything that is reachable.
 * @param root how the value is called in messages: `item`, `args`
 * @returns whether anything in it is special
 * @throws SerializationError for the first value that cannot be sent
 */
export function scan(value: unknown, host: CodecHost, root: string): boolean {
  return new Scan(host, root).run(value);
}

class Scan {
  readonly #host: CodecHost;
  readonly #root: string;
  readonly #seen = new Set<object>();
  readonly #steps: Step[] = [];
  #special = false;

  constructor(host: CodecHost, root: string) {
    this.#host = host;
    this.#root = root;
  }

  run(value: unknown): boolean {
    this.#visit(value);
    return this.#special;
  }

  get #path(): string {
    return renderPath(this.#root, this.#steps);
  }

  #step(step: Step, value: unknown): void {
    this.#steps.push(step);
    this.#visit(value);
    this.#steps.pop();
  }

  #visit(value: unknown): void {
    if (typeof value === 'symbol') throw refuse(this.#path, `the symbol ${String(value)}`, 'send a string');
    if (typeof value === 'function') this.#visitFunction(value);
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return;
    this.#seen.add(value);
    if (isPlain(value)) this.#visitFields(value);
    else this.#visitOther(value);
  }

  #visitOther(value: object): void {
    const fault = unsendable(value);
    if (fault !== undefined) throw refuse(this.#path, fault.what, fault.cure);
    const handle = this.#host.handleOf(value);
    if (handle !== undefined) {
      this.#special = true;
      this.#visit(handle.data);
    } else if (types.isNativeError(value)) this.#visitError(value);
    else this.#visitObject(value);
  }

  #visitFunction(value: AnyFunction): void {
    this.#special = true;
    if (this.#host.registry.find(value) === undefined) throw refuseFunction(this.#path, value);
  }

  #visitError(value: Error): void {
    this.#special = true;
    const type = classOf(value);
    if (type !== undefined && this.#host.registry.find(type)?.hasPrivate) throw refusePrivate(this.#path, type);
    for (const key of errorFields(value)) this.#step({ property: key }, Reflect.get(value, key));
  }

  #visitObject(value: object): void {
    const type = classOf(value);
    if (type !== undefined) {
      this.#special = true;
      this.#checkClass(value, type);
    }
    if (ArrayBuffer.isView(value)) return;
    if (types.isMap(value)) this.#visitMap(value);
    else if (types.isSet(value)) {
      let element = 0;
      for (const item of Set.prototype.values.call(value)) this.#step({ element: element++ }, item);
    }
    // Structured clone drops the fields of a plain Map or Set, but those of a class are part of it.
    if (type !== undefined || !(types.isMap(value) || types.isSet(value))) this.#visitFields(value);
  }

  #visitFields(value: object): void {
    const isArray = Array.isArray(value);
    const keys = Object.keys(value);
    // a list without holes and other properties, which is nearly every one: reading by number is ten times as fast
    if (isArray && keys.length === value.length && (keys.at(-1) ?? '0') === String(Math.max(0, value.length - 1))) {
      for (let index = 0; index < value.length; index++) {
        const part: unknown = value[index];
        if (mayBeRefused(part)) this.#step({ index }, part);
      }
      return;
    }
    for (const key of keys) {
      const part: unknown = Reflect.get(value, key);
      // Most parts are numbers and strings: nothing is allocated for them.
      if (!mayBeRefused(part)) continue;
      this.#step(isArray && /^\d+$/.test(key) ? { index: Number(key) } : { property: key }, part);
    }
  }

  #visitMap(map: Map<unknown, unknown>): void {
    let number = 0;
    for (const [key, value] of Map.prototype.entries.call(map)) {
      this.#step({ keyNumber: number++ }, key);
      this.#step({ key }, value);
    }
  }

  #checkClass(value: object, type: AnyFunction): void {
    const registered = this.#host.registry.find(type);
    if (registered === undefined || type.prototype !== Object.getPrototypeOf(value)) {
      throw refuseInstance(this.#path, type);
    }
    if (registered.hasPrivate || hasPrivateBase(type, this.#host)) throw refusePrivate(this.#path, type);
  }
}

function mayBeRefused(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' || typeof value === 'symbol';
}

/** Plain objects and arrays, the usual case: nothing else needs to be asked of them. */
function isPlain(value: object): boolean {
  if (types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
}

/** The own properties of an error besides message and stack; `cause` and `errors` are not enumerable, and travel too. */
export function errorFields(error: Error): string[] {
  const hidden = ['name', 'cause', 'errors'].filter((key) => Object.hasOwn(error, key));
  return [...new Set([...hidden, ...Object.keys(error)])].filter((key) => key !== 'message' && key !== 'stack');
}

/** Whether a class that is not the user's own, such as one of a package, brings `#private` members with it. */
function hasPrivateBase(type: AnyFunction, host: CodecHost): boolean {
  for (
    let base: unknown = Object.getPrototypeOf(type);
    typeof base === 'function';
    base = Object.getPrototypeOf(base)
  ) {
    if (host.registry.find(base) !== undefined || !isClass(base)) continue;
    const code = Function.prototype.toString
      .call(base)
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*|(['"`])(?:\\.|(?!\1)[^\\])*\1/g, '');
    if (/#[\p{ID_Start}$_]/u.test(code)) return true;
  }
  return false;
}
