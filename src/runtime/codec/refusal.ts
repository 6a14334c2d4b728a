// Says why a value cannot be sent: where it is in what was sent, what it is, and what to do instead.

import { types } from 'node:util';
import { SerializationError } from '../../base/errors.ts';
import { type AnyFunction, isClass } from '../loader/registry.ts';

/** One step from a container to what it holds. */
export type Step =
  | { property: string }
  | { index: number }
  | { key: unknown }
  | { keyNumber: number }
  | { element: number };

/** `item.user.onClick`, `args[1].get("k")`. */
export function renderPath(root: string, steps: readonly Step[]): string {
  return root + steps.map(renderStep).join('');
}

function renderStep(step: Step): string {
  if ('index' in step) return `[${step.index}]`;
  if ('key' in step) return `.get(${renderKey(step.key)})`;
  if ('keyNumber' in step) return `.keys()[${step.keyNumber}]`;
  if ('element' in step) return `.values()[${step.element}]`;
  const { property } = step;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(property) ? `.${property}` : `[${JSON.stringify(property)}]`;
}

function renderKey(key: unknown): string {
  if (typeof key === 'string') return JSON.stringify(key);
  if (typeof key === 'bigint') return `${key}n`;
  return typeof key === 'object' && key !== null ? '{…}' : String(key);
}

/** @param what with its article: `a promise` */
export function refuse(path: string, what: string, cure: string): SerializationError {
  return new SerializationError(`${path} is ${what} and cannot be sent to another process: ${cure}.`);
}

export function refuseFunction(path: string, value: AnyFunction): SerializationError {
  const name = nameOf(value);
  if (isClass(value)) {
    return refuse(path, `the class ${name}, which is not at the top level of a module of yours`, 'move it there');
  }
  const source = Function.prototype.toString.call(value);
  if (name.startsWith('"bound ')) {
    return refuse(
      path,
      `the bound function ${name}`,
      'send a top-level function, and what it was bound to as an argument',
    );
  }
  if (source.includes('[native code]')) {
    return refuse(path, `the built-in function ${name}`, 'send a top-level function of your own that calls it');
  }
  const cure = 'move it to the top level of a module and give it what it uses as arguments';
  return refuse(path, `the function ${name}, a closure, method or nested function`, cure);
}

export function refuseInstance(path: string, type: AnyFunction | undefined): SerializationError {
  if (type === undefined || type === Object) {
    return refuse(path, 'an object with a prototype of its own', 'send a plain object, or an instance of a class');
  }
  const name = nameOf(type);
  const cure = 'move the class to the top level of a module, or send a plain object with its data';
  return refuse(path, `an instance of ${name}, which is not a top-level class of a module of yours,`, cure);
}

export function refusePrivate(path: string, type: AnyFunction): SerializationError {
  const what = `an instance of ${nameOf(type)}, whose #private members no other process can rebuild,`;
  return refuse(path, what, "declare them as TypeScript's `private` without #, or send a plain object with its data");
}

/** What kind of object can be sent by nobody, and the cure; undefined for others. */
export function unsendable(value: object): { what: string; cure: string } | undefined {
  if (types.isProxy(value)) return { what: 'a Proxy', cure: 'send the object behind it, or a copy' };
  if (types.isPromise(value)) return { what: 'a promise', cure: 'await it first and send the result' };
  if (types.isWeakMap(value)) return { what: 'a WeakMap', cure: 'send a Map' };
  if (types.isWeakSet(value)) return { what: 'a WeakSet', cure: 'send a Set' };
  if (value instanceof WeakRef) return { what: 'a WeakRef', cure: 'send the object behind it' };
  if (types.isGeneratorObject(value)) return { what: 'a generator', cure: 'collect its values in an array first' };
  if (types.isMapIterator(value) || types.isSetIterator(value)) {
    return { what: 'an iterator', cure: 'collect its values in an array first' };
  }
  if (types.isSharedArrayBuffer(value) || (ArrayBuffer.isView(value) && types.isSharedArrayBuffer(value.buffer))) {
    return { what: 'a SharedArrayBuffer', cure: 'processes share no memory; send a copy' };
  }
  if (types.isModuleNamespaceObject(value)) return { what: 'a module', cure: 'send the functions that are needed' };
  if (types.isSymbolObject(value)) return { what: 'a Symbol object', cure: 'send a string' };
  if (types.isExternal(value)) return { what: 'a native object', cure: 'send a plain object with its data' };
  return undefined;
}

function nameOf(value: AnyFunction): string {
  const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
  return typeof name === 'string' && name !== '' ? JSON.stringify(name) : '(anonymous)';
}
