// Copies are equal when what they were copied from is; handles are themselves.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareByValue, equalByValue, MapByValue } from '../../../src/primitives/manager/by-value.ts';

class Handle {}
class Point {
  x: number;
  constructor(x: number) {
    this.x = x;
  }
}
const isHandle = (value: object) => value instanceof Handle;
const equal = (a: unknown, b: unknown) => equalByValue(a, b, isHandle);
const data = fc.anything({ withMap: true, withSet: true, withDate: true, withTypedArray: true, withBigInt: true });

describe('equality', () => {
  test('a value and its copy are equal, whatever is in it', () => {
    fc.assert(fc.property(data, (value) => equal(value, structuredClone(value))));
  });

  test('it is the same in both directions', () => {
    fc.assert(fc.property(data, data, (a, b) => equal(a, b) === equal(b, a)));
  });

  test.each([
    ['numbers and texts', 1, '1'],
    ['null and an object', null, {}],
    ['an array and an object with its parts', ['a'], { 0: 'a' }],
    ['an instance and plain data', new Point(1), { x: 1 }],
    ['instances with other fields', new Point(1), new Point(2)],
    ['sets with other items', new Set([[1]]), new Set([[2]])],
    ['maps with other values', new Map([[[1], 2]]), new Map([[[1], 3]])],
    ['dates', new Date(1), new Date(2)],
    ['bytes', Uint8Array.of(1, 2), Uint8Array.of(1, 3)],
    ['errors with other messages', new Error('a'), new Error('b')],
    ['one with a part more', { a: 1 }, { a: 1, b: undefined }],
    ['a list in a list', [[1, [2]]], [[1, [3]]]],
  ])('tells %s apart', (_what, a, b) => {
    expect(equal(a, b)).toBe(false);
  });

  test('the order of parts, of map entries and of set items does not matter', () => {
    expect(equal({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    const entries: [number[], string][] = [
      [[1], 'x'],
      [[2], 'y'],
    ];
    expect(equal(new Map(entries), new Map(entries.toReversed()))).toBe(true);
    expect(equal(new Set([[1], [2]]), new Set([[2], [1]]))).toBe(true);
  });

  test('handles are equal only to themselves, deep inside too', () => {
    const handle = new Handle();
    expect([equal(handle, handle), equal(new Handle(), new Handle())]).toEqual([true, false]);
    expect([equal([handle], [handle]), equal([new Handle()], [new Handle()])]).toEqual([true, false]);
  });

  test('a cycle is equal to one of the same shape', () => {
    const [a, b]: { self?: unknown }[] = [{}, {}];
    Object.assign(a!, { self: a });
    Object.assign(b!, { self: b });
    expect(equal(a, b)).toBe(true);
  });
});

describe('a map by value', () => {
  test('does what a list of pairs would do', () => {
    const key = fc.oneof(
      fc.integer({ max: 3 }),
      fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
      fc.constant(Number.NaN),
    );
    const step = fc.record({ op: fc.constantFrom('set', 'delete', 'get'), key, value: fc.nat(9) });
    const run = fc.property(fc.array(step), (steps) => {
      const map = new MapByValue<number>(isHandle);
      const pairs: [unknown, number][] = [];
      for (const { op, key: wanted, value } of steps) {
        const at = pairs.findIndex(([known]) => equal(known, wanted));
        expect([map.has(wanted), map.get(wanted)]).toEqual([at >= 0, pairs[at]?.[1]]);
        if (op === 'delete') {
          expect(map.delete(structuredClone(wanted))).toBe(at >= 0);
          if (at >= 0) pairs.splice(at, 1);
        } else if (op === 'set') {
          map.set(structuredClone(wanted), value);
          if (at >= 0) pairs[at]![1] = value;
          else pairs.push([wanted, value]);
        }
        expect([map.entries(), map.size]).toEqual([pairs, pairs.length]);
      }
    });
    fc.assert(run);
  });
});

describe('order', () => {
  test('numbers by size, texts by their characters, dates by time', () => {
    expect([10, 9n, 1].toSorted(compareByValue)).toEqual([1, 9n, 10]);
    expect(['b', 'a', 'B'].toSorted(compareByValue)).toEqual(['B', 'a', 'b']);
    expect([new Date(2), new Date(1)].toSorted(compareByValue)).toEqual([new Date(1), new Date(2)]);
  });

  test.each([
    [1, 'a'],
    [{}, {}],
    [null, 1],
  ])('%o and %o have none', (a, b) => {
    expect(() => compareByValue(a, b)).toThrow('have no order');
  });
});
