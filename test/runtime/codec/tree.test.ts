// Plain trees are packed; whatever packing would not give back exactly is cloned.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packTree, unpackTree } from '../../../src/runtime/codec/tree.ts';

const leaf = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constantFrom(null, undefined, 2 ** 32, -(2 ** 31) - 1, 2 ** 53, 'x'.repeat(70_000)),
);
const key = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', 'constructor', 'toJSON', '0', ''));
const tree = fc.letrec((self) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(self('node'), { maxLength: 5 }),
    fc.dictionary(key, self('node'), { maxKeys: 5 }),
  ),
})).node;

describe('a packed tree', () => {
  test('comes back as a clone would: every number, text, order of keys and undefined', () => {
    let packed = 0;
    fc.assert(
      fc.property(tree, (value) => {
        const bytes = packTree(value);
        if (!bytes) return;
        packed++;
        const memory = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('behind')]);
        const arrived = unpackTree(memory, 6, 6 + bytes.length);
        memory.fill(0xff);
        expect(arrived).toStrictEqual(structuredClone(value));
        expect(keysOf(arrived)).toEqual(keysOf(value));
      }),
      { numRuns: 500 },
    );
    expect(packed).toBeGreaterThan(20);
  });

  test.each<[string, () => unknown]>([
    ['a cycle', cycle],
    ['the same object twice', () => [shared, shared]],
    ['the same object twice among many', () => [...Array.from({ length: 20 }, () => ({})), shared, shared]],
    ['a negative zero', () => ({ a: -0 })],
    ['a lone surrogate', () => ['\ud800']],
    ['a lone surrogate as a name', () => ({ '\ud800': 1 })],
    ['a hole', () => Object.assign(new Array(2), { 1: 1 })],
    ['a list with a name', () => Object.assign([1], { name: 'list' })],
    ['a bigint', () => [1n]],
    ['a Date', () => ({ at: new Date(0) })],
    ['a Map', () => [new Map()]],
    ['bytes', () => [new Uint8Array(1)]],
    ['a class instance', () => [new (class Point {})()]],
    ['no prototype', () => [Object.create(null)]],
    ['a subclass of Array', () => new (class List extends Array {})()],
    ['a name of the packer', () => ({ toJSON: 1 })],
    ['a name that sets a prototype', () => JSON.parse('{"__proto__": 1}')],
    ['a Proxy', () => [new Proxy({}, {})]],
    ['a function', () => [() => 1]],
    ['a symbol', () => [Symbol('s')]],
    ['a deep list', () => Array.from({ length: 200 }).reduce<unknown>((inner) => [inner], 1)],
  ])('%s is left to the clone', (_name, make) => {
    expect(packTree(make())).toBeNull();
  });
});

const shared = { a: 1 };

function cycle(): unknown {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

function keysOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).map(([name, part]) => [name, keysOf(part)]);
}
