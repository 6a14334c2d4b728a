// What cannot be sent is refused at once, by its place, by what it is, and with the cure.

import { describe, expect, test } from 'vitest';
import { SerializationError } from '../../../src/base/errors.ts';
import { encode } from '../../../src/runtime/codec/index.ts';
import { Names, newHost, Point, Secret } from './host.ts';

class Local {}
const bound = function greetAll() {}.bind(null);

class PackageBase {
  #own = 1;
  read(): number {
    return this.#own;
  }
}

test.each<[string, unknown, RegExp]>([
  ['a method in an object', { user: { onClick() {} } }, /^item\.user\.onClick is the function "onClick", a closure/],
  ['a closure in an array', [0, () => 1], /^item\[1\] is the function \(anonymous\)/],
  ['a bound function', { f: bound }, /^item\.f is the bound function "bound greetAll"/],
  ['a built-in function', { f: parseInt }, /^item\.f is the built-in function "parseInt"/],
  ['a class that is not at the top level', { C: Local }, /^item\.C is the class "Local"/],
  ['an instance of one', new Map([['k', new Local()]]), /^item\.get\("k"\) is an instance of "Local"/],
  ['an instance with #private members', { s: new Secret() }, /^item\.s is an instance of "Secret", whose #private/],
  ['a symbol', { 'odd key': [Symbol('x')] }, /^item\["odd key"\]\[0\] is the symbol Symbol\(x\)/],
  ['a promise', { p: Promise.resolve() }, /^item\.p is a promise .*: await it first/],
  ['a WeakMap', new Set([new WeakMap()]), /^item\.values\(\)\[0\] is a WeakMap/],
  ['a generator', (function* () {})(), /^item is a generator .*array/],
  ['a map key', new Map([[() => 1, 1]]), /^item\.keys\(\)\[0\] is the function/],
  ['a Proxy', { p: new Proxy({}, {}) }, /^item\.p is a Proxy/],
  ['shared memory', new Uint8Array(new SharedArrayBuffer(4)), /^item is a SharedArrayBuffer/],
  ['a URL', { u: new URL('http://localhost') }, /^item\.u is an instance of "URL"/],
  ['a field of an instance', Object.assign(new Point(), { extra: Symbol.iterator }), /^item\.extra is the symbol/],
  ['a field of a Map subclass', Object.assign(new Names(), { label: () => 1 }), /^item\.label is the function/],
  ['a field of an error', Object.assign(new Error('x'), { of: Symbol('s') }), /^item\.of is the symbol/],
  ["an error's cause", new Error('x', { cause: { f: () => 1 } }), /^item\.cause\.f is the function/],
])('%s is refused by its place', (_what, value, message) => {
  const attempt = () => encode(value, newHost(), 'item');
  expect(attempt).toThrow(SerializationError);
  expect(attempt).toThrow(message);
  expect(attempt).toThrow(/cannot be sent to another process.*: \S.*\.$/);
});

describe('beyond the grammar of values', () => {
  test('an instance whose base class, of a package, has #private members is refused', () => {
    class Heir extends PackageBase {}
    const host = newHost();
    const { find } = host.registry;
    host.registry.find = (value) =>
      value === Heir
        ? { url: 'file:///m.ts', name: 'Heir', kind: 'class', hasPrivate: false }
        : find.call(host.registry, value);
    expect(() => encode([new Heir()], host, 'args')).toThrow(/^args\[0\] is an instance of "Heir", whose #private/);
  });

  test('a value nested too deeply is refused, with the process intact', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 200_000; level++) deep = [deep];
    expect(() => encode(deep, newHost(), 'item')).toThrow(/^item cannot be sent .*nested too deeply.*smaller parts/);
  });

  test('a getter that throws keeps its own error as the cause', () => {
    const value = {
      get broken(): number {
        throw new RangeError('mine');
      },
    };
    expect(() => encode(value, newHost(), 'item')).toThrow(SerializationError);
  });
});
