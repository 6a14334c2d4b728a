// Value and SharedArray as the user holds them. The classes are made per runtime: several can live in one Node process.

import { InvalidStateError } from '../../base/errors.ts';
import { inOnePiece } from '../../protocol/payload.ts';
import type { Encoded, HandleContext, Site } from '../handle-context.ts';
import { checkName, checkObject } from '../options.ts';
import { decodeNumbers, encodeNumbers, typeNumber, typeOf } from './numbers.ts';
import { encodePart, encodeWrite, type ValueOperation, valueMethod } from './operations.ts';

export interface ValueOptions {
  lock?: boolean;
  name?: string;
}

interface LockHandle {
  with<R>(body: () => R | Promise<R>): Promise<R>;
}

type LockClass = new (options?: { name?: string }) => LockHandle;
type Content = number | bigint;

const mostBytes = 2 ** 30;

/** Makes the classes of one runtime, with its class of locks. */
export function valueHandles(context: HandleContext, { RLock }: { RLock: LockClass }) {
  function create(
    handle: object,
    type: string,
    made: { code: unknown; values: readonly unknown[] | number; options: ValueOptions | undefined },
    site: Site,
  ): void {
    const what = `new ${type}`;
    const number = typeNumber(made.code, what);
    const { bytes: width } = typeOf(number);
    const { values } = made;
    const length = typeof values === 'number' ? values : values.length;
    const content = typeof values === 'number' ? null : encodeNumbers(typeOf(number), values, what);
    const { lock = true, name = context.nameHere(type) } = checkOptions(made.options, what);
    if (length * width > mostBytes) throw new RangeError(`${what}: at most ${mostBytes} bytes, got ${length * width}`);
    const parts = lock ? { lock: new RLock({ name: `${name}.lock` }) } : undefined;
    context.create(handle, type, name, { type: number, length, bytes: length * width }, site, parts);
    if (content?.some((byte) => byte !== 0)) {
      void context.tell(handle, valueMethod('fill'), site, argument(encodeWrite(0, content), shown(values)));
    }
  }

  function numbersOf(handle: object) {
    const { options, type, name, parts } = context.stateOf(handle);
    const lock = parts?.lock as LockHandle | undefined;
    return { type: typeOf(options.type ?? -1), length: options.length ?? 0, what: `${type} ${name}`, lock };
  }

  async function read(handle: object, method: ValueOperation, from: number, count: number, site: Site) {
    const { type } = numbersOf(handle);
    const item = argument(
      encodePart(from * type.bytes, count * type.bytes),
      method === 'get' ? elementOf(handle, from) : `${from} to ${from + count}`,
    );
    const answer = await context.call(handle, valueMethod(method), site, { item });
    return decodeNumbers(type, inOnePiece((answer.status === 'done' && answer.payload) || new Uint8Array(0)));
  }

  /** @returns the values as they were stored */
  async function write(handle: object, method: ValueOperation, from: number, values: readonly unknown[], site: Site) {
    const { type, lock, what } = numbersOf(handle);
    const content = encodeNumbers(type, values, `${what}: ${method}()`);
    const element = method === 'set' ? elementOf(handle, from) : '';
    const preview = element === '' ? shown(values) : `${element} = ${shown(values)}`;
    const item = argument(encodeWrite(from * type.bytes, content), preview);
    // without a lock it can neither wait nor be refused
    if (lock) await context.call(handle, valueMethod(method), site, { item });
    else await context.tell(handle, valueMethod(method), site, item);
    return decodeNumbers(type, content);
  }

  /** Which of several values it is about, as the trace names it: `[3]`. */
  function elementOf(handle: object, position: number): string {
    return handle instanceof SharedArray ? `[${position}]` : '';
  }

  function lockOf(handle: object, method: string): LockHandle {
    const { lock, what } = numbersOf(handle);
    if (lock) return lock;
    throw new InvalidStateError(`${what}: ${method}() of one that was made with lock: false; make it with its lock`);
  }

  /** Position of an element counted from the beginning, or from the end where it is negative. */
  function positionOf(handle: object, index: unknown, method: string): number {
    const { length, what } = numbersOf(handle);
    if (typeof index !== 'number' || !Number.isInteger(index)) {
      throw new TypeError(`${what}: ${method}(): an index must be a whole number, got ${String(index)}`);
    }
    const position = index < 0 ? length + index : index;
    if (position >= 0 && position < length) return position;
    throw new RangeError(`${what}: ${method}(): ${index} is beyond its ${length} elements`);
  }

  class Value {
    constructor(type: string, initial?: Content, options?: ValueOptions) {
      const site = context.site();
      create(this, 'Value', { code: type, values: initial === undefined ? 1 : [initial], options }, site);
    }

    async get(): Promise<Content> {
      const [value] = await read(this, 'get', 0, 1, context.site(this, 'get'));
      return value as Content;
    }

    async set(value: Content): Promise<void> {
      await write(this, 'set', 0, [value], context.site());
    }

    getLock(): object {
      return lockOf(this, 'getLock');
    }

    async update(change: (old: Content) => Content): Promise<Content> {
      const site = context.site();
      if (typeof change !== 'function') {
        throw new TypeError(`Value.update: change must be a function such as (n) => n + 1, got ${typeof change}`);
      }
      return lockOf(this, 'update').with(async () => {
        const [old] = await read(this, 'get', 0, 1, site);
        const [stored] = await write(this, 'set', 0, [await change(old as Content)], site);
        return stored as Content;
      });
    }
  }

  class SharedArray {
    constructor(type: string, sizeOrValues: number | readonly Content[], options?: ValueOptions) {
      const site = context.site();
      create(this, 'SharedArray', { code: type, values: checkSize(sizeOrValues), options }, site);
    }

    get length(): number {
      return numbersOf(this).length;
    }

    async get(index: number): Promise<Content> {
      const site = context.site(this, 'get');
      const [value] = await read(this, 'get', positionOf(this, index, 'get'), 1, site);
      return value as Content;
    }

    async set(index: number, value: Content): Promise<void> {
      const site = context.site();
      await write(this, 'set', positionOf(this, index, 'set'), [value], site);
    }

    async slice(start?: number, end?: number): Promise<Content[]> {
      const site = context.site();
      const { length, what } = numbersOf(this);
      const [from, to] = [checkBound(start, 0, length, what), checkBound(end, length, length, what)];
      return read(this, 'slice', from, Math.max(0, to - from), site);
    }

    async setSlice(start: number, values: readonly Content[]): Promise<void> {
      const site = context.site();
      const { length, what } = numbersOf(this);
      if (!Array.isArray(values))
        throw new TypeError(`${what}: setSlice(): values must be an array, got ${typeof values}`);
      // behind the last element there is room for none, which is no fault
      const from = start === length ? length : positionOf(this, start, 'setSlice');
      if (from + values.length > length) {
        throw new RangeError(
          `${what}: setSlice(): ${values.length} values at ${start} go beyond its ${length} elements`,
        );
      }
      await write(this, 'setSlice', from, values, site);
    }

    getLock(): object {
      return lockOf(this, 'getLock');
    }
  }

  return { Value, SharedArray };
}

function argument(bytes: Uint8Array, preview: string): Encoded {
  return { bytes, handles: [], preview };
}

function shown(values: readonly unknown[] | number): string {
  if (typeof values === 'number') return '';
  const few = values.slice(0, 8).map(String).join(', ');
  if (values.length === 1) return few;
  return values.length > 8 ? `[${few}, …]` : `[${few}]`;
}

function checkOptions(options: ValueOptions | undefined, what: string): ValueOptions {
  const checked = checkObject(options, what, '{ lock: false }');
  const { lock, name } = checked;
  if (lock !== undefined && typeof lock !== 'boolean') {
    throw new TypeError(`${what}: lock must be true or false, got ${String(lock)}`);
  }
  checkName(name, what);
  return checked;
}

function checkSize(sizeOrValues: unknown): number | readonly unknown[] {
  if (Array.isArray(sizeOrValues)) return sizeOrValues;
  if (typeof sizeOrValues !== 'number') {
    throw new TypeError(`new SharedArray: give a size or an array of values, got ${typeof sizeOrValues}`);
  }
  if (Number.isInteger(sizeOrValues) && sizeOrValues >= 0) return sizeOrValues;
  throw new RangeError(`new SharedArray: the size must be a whole number from 0 on, got ${sizeOrValues}`);
}

/** A bound of a slice, as arrays have it: negative from the end, and never beyond. */
function checkBound(bound: unknown, absent: number, length: number, what: string): number {
  if (bound === undefined) return absent;
  if (typeof bound !== 'number' || Number.isNaN(bound)) {
    throw new TypeError(`${what}: slice(): a bound must be a number, got ${String(bound)}`);
  }
  const whole = Math.trunc(bound);
  return Math.min(length, Math.max(0, whole < 0 ? length + whole : whole));
}
