// Checks of what a program gives to a pool, with words that say how to write it.

import { checkName, checkObject } from '../options.ts';

export interface PoolOptions {
  processes?: number;
  initializer?: (...args: never[]) => unknown;
  initargs?: readonly unknown[];
  maxTasksPerChild?: number;
  name?: string;
}

export interface Chunked {
  chunksize?: number;
}

export interface Callbacks {
  callback?: (result: never) => void;
  errorCallback?: (error: unknown) => void;
}

export type TaskFunction = (...args: never[]) => unknown;

export function checkPoolOptions(options: PoolOptions | undefined): PoolOptions {
  const checked = checkObject(options, 'new Pool', '{ processes: 4 }');
  const { initializer, initargs, name } = checked;
  if (initializer !== undefined && typeof initializer !== 'function') {
    throw new TypeError(`new Pool: initializer must be a function, got ${typeof initializer}; pass setUp, not setUp()`);
  }
  if (initargs !== undefined && !Array.isArray(initargs)) {
    throw new TypeError(`new Pool: initargs must be an array, got ${typeof initargs}; write initargs: [x]`);
  }
  checkName(name, 'new Pool');
  return checked;
}

/** @throws TypeError or RangeError unless it is a whole number from 1 */
export function checkCount(value: unknown, what: string): void {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number, got ${typeof value}`);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${what} must be an integer from 1, got ${value}`);
}

/** @throws TypeError unless it is a function; whether workers can find it is another question */
export function checkFunction(f: unknown, method: string): asserts f is TaskFunction {
  if (typeof f === 'function') return;
  throw new TypeError(`Pool.${method}: the first argument must be a function, got ${typeof f}; pass f, not f()`);
}

export function checkItems(items: unknown, method: string): asserts items is Iterable<unknown> {
  if (items !== null && items !== undefined && typeof Reflect.get(Object(items), Symbol.iterator) === 'function')
    return;
  throw new TypeError(`Pool.${method}: items must be an iterable such as an array, got ${typeof items}`);
}

/** @returns undefined where the pool chooses */
export function checkChunksize(options: Chunked | undefined, method: string): number | undefined {
  const { chunksize } = checkObject(options, `Pool.${method}`, '{ chunksize: 10 }');
  if (chunksize !== undefined) checkCount(chunksize, `Pool.${method}: chunksize`);
  return chunksize;
}

export function checkCallbacks(options: Callbacks | undefined, method: string): Callbacks {
  const checked = checkObject(options, `Pool.${method}`, '{ callback }');
  for (const key of ['callback', 'errorCallback'] as const) {
    const given = checked[key];
    if (given === undefined || typeof given === 'function') continue;
    throw new TypeError(`Pool.${method}: ${key} must be a function, got ${typeof given}`);
  }
  return checked;
}
