// A short line that shows a sent value in the trace. It runs no code of the user's (no getter, toString, toJSON, Proxy trap),
// never throws, and looks only at as much of a value as fits.

import { types } from 'node:util';

/** How deep containers are opened. */
const maxDepth = 4;
const ellipsis = '…';
const ellipsisBytes = 3;

// Taken when the module loads, before user code can replace them.
const typedArrayPrototype: object = Object.getPrototypeOf(Int8Array.prototype);
const viewLength = getter(typedArrayPrototype, 'length');
const viewName = getter(typedArrayPrototype, Symbol.toStringTag);
const mapSize = getter(Map.prototype, 'size');
const setSize = getter(Set.prototype, 'size');
const byteLength = getter(ArrayBuffer.prototype, 'byteLength');
const regExpSource = getter(RegExp.prototype, 'source');
const regExpFlags = getter(RegExp.prototype, 'flags');
const { entries: mapEntries } = Map.prototype;
const { values: setValues } = Set.prototype;
const mapNext: () => IteratorResult<[unknown, unknown]> = new Map().entries().next;
const setNext: () => IteratorResult<unknown> = new Set().values().next;
const { toISOString, getTime } = Date.prototype;
const { toString: sourceOf } = Function.prototype;
const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;

function getter(holder: object, key: PropertyKey): () => unknown {
  const get = Object.getOwnPropertyDescriptor(holder, key)?.get;
  if (get === undefined) throw new TypeError(`No getter ${String(key)} in this version of Node`);
  return get;
}

/**
 * @param limitBytes of UTF-8, with the mark `…` where the value was cut; 0: no preview
 * @returns one line; empty where the limit leaves no room
 */
export function preview(value: unknown, limitBytes: number): string {
  if (!(limitBytes > 0)) return '';
  if (typeof value === 'number') return cut(Object.is(value, -0) ? '-0' : String(value), limitBytes);
  if (typeof value === 'string') return cut(quoted(value, limitBytes), limitBytes);
  try {
    const printer = new Printer(limitBytes);
    printer.print(value, 0);
    return cut(printer.text, limitBytes);
  } catch (error) {
    // Only a stack that is nearly full gets here; the value is sent all the same.
    if (error instanceof RangeError) return cut(ellipsis, limitBytes);
    throw error;
  }
}

/** As much of a text as may be shown, and a little more. */
function quoted(value: string, limit: number): string {
  const part = value.length > limit ? value.slice(0, limit + 1) : value;
  return needsNoEscape.test(part) ? `"${part}"` : JSON.stringify(part);
}

/** As most previews are: shown as they are, a byte each. */
const isPlain = /^[ -~]*$/;
const asciiName = /^[A-Za-z_$][\w$]*$/;
const anyName = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const needsNoEscape = /^[ !#-[\]-~]*$/;

/** One line of well-formed text, at most so many bytes long. */
function cut(text: string, limitBytes: number): string {
  if (isPlain.test(text)) {
    if (text.length <= limitBytes) return text;
    return limitBytes < ellipsisBytes ? '' : text.slice(0, limitBytes - ellipsisBytes) + ellipsis;
  }
  const line = text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  if (Buffer.byteLength(line) <= limitBytes) return line;
  const room = limitBytes - ellipsisBytes;
  if (room < 0) return '';
  const { read } = new TextEncoder().encodeInto(line, new Uint8Array(room));
  return line.slice(0, read) + ellipsis;
}

class Printer {
  text = '';
  readonly #limit: number;
  readonly #open: object[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get #isFull(): boolean {
    return this.text.length > this.#limit;
  }

  print(value: unknown, depth: number): void {
    if (this.#isFull) return;
    if (typeof value === 'string') this.#string(value);
    else if (typeof value === 'bigint') this.text += bigint(value);
    else if (typeof value === 'function') this.#function(value);
    else if (typeof value === 'object' && value !== null) this.#object(value, depth);
    else this.text += Object.is(value, -0) ? '-0' : String(value);
  }

  #string(value: string): void {
    this.text += quoted(value, this.#limit);
  }

  #function(value: object): void {
    if (types.isProxy(value)) this.text += 'Proxy';
    else {
      const kind = /^class\b/.test(apply(sourceOf, value, [])) ? 'class' : 'function';
      this.text += `${kind} ${dataString(value, 'name') || '(anonymous)'}`.slice(0, this.#limit + 1);
    }
  }

  #object(value: object, depth: number): void {
    if (types.isProxy(value)) this.text += 'Proxy';
    else if (this.#open.includes(value)) this.text += '(itself)';
    else {
      const prototype: unknown = getPrototypeOf(value);
      // most are plain, and need not be asked for what else they could be
      const isPlain = prototype === Object.prototype || prototype === Array.prototype;
      if (!isPlain && this.#leaf(value)) return;
      this.#open.push(value);
      if (isPlain && Array.isArray(value)) this.#array('', value, depth);
      else if (isPlain) this.#fields('', value, depth);
      else this.#container(value, depth);
      this.#open.pop();
    }
  }

  /** Objects without parts that are values themselves. */
  #leaf(value: object): boolean {
    if (types.isDate(value)) {
      this.text += Number.isNaN(apply(getTime, value, [])) ? 'Invalid Date' : apply(toISOString, value, []);
    } else if (types.isRegExp(value)) this.#regExp(value);
    else if (types.isNativeError(value)) {
      this.text += className(value) ?? 'Error';
      const message = dataString(value, 'message');
      if (message !== '') this.text += `: ${message.slice(0, this.#limit + 1)}`;
    } else if (types.isAnyArrayBuffer(value)) {
      const size = types.isSharedArrayBuffer(value) ? '' : `(${String(apply(byteLength, value, []))})`;
      this.text += `ArrayBuffer${size}`;
    } else if (types.isPromise(value)) this.text += 'Promise';
    else return false;
    return true;
  }

  /** `flags` reads its parts by name, so a subclass could have put code there. */
  #regExp(value: RegExp): void {
    const isOwn = getPrototypeOf(value) === RegExp.prototype && Reflect.ownKeys(value).length === 1;
    this.text += isOwn
      ? `/${String(apply(regExpSource, value, []))}/${String(apply(regExpFlags, value, []))}`
      : 'RegExp';
  }

  #container(value: object, depth: number): void {
    const name = className(value);
    const prefix = name === undefined || name === 'Object' || name === 'Array' ? '' : `${name.slice(0, this.#limit)} `;
    if (Array.isArray(value)) this.#array(prefix, value, depth);
    else if (types.isTypedArray(value)) this.#typedArray(value, depth);
    else if (types.isMap(value)) this.#map(prefix, value, depth);
    else if (types.isSet(value)) this.#set(prefix, value, depth);
    else this.#fields(prefix, value, depth);
  }

  #array(prefix: string, value: readonly unknown[], depth: number): void {
    this.#list(prefix, '[]', value.length, depth, (index) => this.#field(value, index, depth));
  }

  #fields(prefix: string, value: object, depth: number): void {
    const keys = depth < maxDepth ? Object.keys(value) : [];
    this.#list(prefix, depth < maxDepth ? '{}' : `{${ellipsis}}`, keys.length, depth, (index) => {
      const key = keys[index] ?? '';
      const part = key.length > this.#limit ? key.slice(0, this.#limit + 1) : key;
      this.text += asciiName.test(part) || anyName.test(part) ? part : JSON.stringify(part);
      this.text += ': ';
      this.#field(value, key, depth);
    });
  }

  #list(prefix: string, brackets: string, count: number, depth: number, part: (index: number) => void): void {
    this.text += prefix + brackets.slice(0, 1);
    if (depth >= maxDepth && count > 0) this.text += ellipsis;
    else {
      for (let index = 0; index < count && !this.#isFull; index++) {
        if (index > 0) this.text += ', ';
        part(index);
      }
    }
    this.text += brackets.slice(1);
  }

  #field(holder: object, key: PropertyKey, depth: number): void {
    const found = getOwnPropertyDescriptor(holder, key);
    if (found === undefined) this.text += '(empty)';
    else if ('value' in found) this.print(found.value, depth + 1);
    else this.text += '(getter)';
  }

  #typedArray(value: object, depth: number): void {
    const name = String(apply(viewName, value, []));
    const count = Number(apply(viewLength, value, []));
    this.#list(`${name}(${count}) `, '[]', count, depth, (index) => this.#field(value, index, depth));
  }

  #map(prefix: string, value: object, depth: number): void {
    const entries: object = apply(mapEntries, value, []);
    this.#list(prefix, '{}', Number(apply(mapSize, value, [])), depth, () => {
      const { value: entry } = apply(mapNext, entries, []) as { value: [unknown, unknown] };
      this.print(entry[0], depth + 1);
      this.text += ' => ';
      this.print(entry[1], depth + 1);
    });
  }

  #set(prefix: string, value: object, depth: number): void {
    const values: object = apply(setValues, value, []);
    this.#list(prefix, '{}', Number(apply(setSize, value, [])), depth, () => {
      this.print((apply(setNext, values, []) as { value: unknown }).value, depth + 1);
    });
  }
}

/** Huge integers are not written out: that alone takes quadratic time. */
function bigint(value: bigint): string {
  const isHuge = value > 2n ** 512n || value < -(2n ** 512n);
  return isHuge ? `${value < 0n ? '-' : ''}(bigint)` : `${value}n`;
}

/** The class's name, from data properties alone. */
function className(value: object): string | undefined {
  for (let at = getPrototypeOf(value); at !== null; at = getPrototypeOf(at)) {
    if (types.isProxy(at)) return undefined;
    const type: unknown = getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof type === 'function' && !types.isProxy(type)) return dataString(type, 'name') || undefined;
  }
  return undefined;
}

function dataString(holder: object, key: string): string {
  const value: unknown = getOwnPropertyDescriptor(holder, key)?.value;
  return typeof value === 'string' ? value : '';
}
