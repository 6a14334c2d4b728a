// The preview of a sent value: one short line, whatever the value, and no code of the user's is run for it.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { preview } from '../../../src/runtime/codec/index.ts';
import { greet, Names, Point } from './host.ts';

const withHole = [1, 2, 'x'];
delete withHole[1];

test.each(
  (
    [
      [withHole, '[1, (empty), "x"]'],
      ['Jimmy', '"Jimmy"'],
      ['two\nlines', '"two\\nlines"'],
      [-0, '-0'],
      [10n, '10n'],
      [undefined, 'undefined'],
      [Symbol('s'), 'Symbol(s)'],
      [{ a: 1, 'odd key': null }, '{a: 1, "odd key": null}'],
      [new Map([['k', new Set([1])]]), 'Map {"k" => Set {1}}'],
      [Object.assign(new Point(), { x: 3 }), 'Point {x: 3, y: 0, extra: undefined}'],
      [new Names([['a', 1]]), 'Names {"a" => 1}'],
      [Uint8Array.of(1, 2), 'Uint8Array(2) [1, 2]'],
      [new Date(0), '1970-01-01T00:00:00.000Z'],
      [new Date(Number.NaN), 'Invalid Date'],
      [/a\/b/gi, '/a\\/b/gi'],
      [new RangeError('too far'), 'RangeError: too far'],
      [greet, 'function greet'],
      [Point, 'class Point'],
      [[[[[[1]]]]], '[[[[[…]]]]]'],
    ] as [unknown, string][]
  ).map(([value, shown]) => [shown, value] as const),
)('shows %s', (shown, value) => {
  expect(preview(value, 200)).toBe(shown);
});

test('a cycle ends', () => {
  const ring: unknown[] = [1];
  ring.push(ring);
  expect(preview(ring, 100)).toBe('[1, (itself)]');
});

test('a value is cut to its bytes with a mark, never inside a character', () => {
  expect(preview('ääää', 8)).toBe('"ää…');
  expect(preview('😀😀', 9)).toBe('"😀…');
  expect(preview('abc', 2)).toBe('');
  expect(preview('abc', 0)).toBe('');
});

test('nothing of the user runs: getters, toJSON, toString, inspect, iterators, proxies', () => {
  let ran = 0;
  const run = () => {
    ran++;
    return 'x';
  };
  const trap = new Proxy(
    {},
    {
      get: run,
      ownKeys: () => [run()],
      has: () => run() === '',
      getOwnPropertyDescriptor: () => ({ value: run(), configurable: true }),
    },
  );
  const value = {
    get a() {
      return run();
    },
    toJSON: run,
    toString: run,
    [Symbol.toPrimitive]: run,
    [Symbol.for('nodejs.util.inspect.custom')]: run,
    trap,
    heir: Object.create(trap) as object,
    map: Object.assign(new Map([[1, 2]]), { [Symbol.iterator]: run, entries: run }),
    date: Object.assign(new Date(0), { toISOString: run }),
    expression: Object.defineProperty(/x/, 'flags', { get: run }),
    error: Object.defineProperty(new Error('m'), 'message', { get: run }),
  };
  const shown = preview(value, 1000);
  expect(ran).toBe(0);
  expect(shown).toContain('a: (getter)');
  expect(shown).toContain('map: Map {1 => 2}');
});

test('huge values take bounded work: only what fits is written', () => {
  const list = new Array(1e7).fill(7);
  expect(preview(list, 20)).toBe('[7, 7, 7, 7, 7, 7…');
  expect(preview('x'.repeat(1e8), 10)).toBe('"xxxxxx…');
  expect(preview(2n ** 1_000_000n, 100)).toBe('(bigint)');
});

test('every value has a preview of one well-formed line within the limit', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withNullPrototype: true,
        withSparseArray: true,
        withDate: true,
        withBoxedValues: true,
      }),
      fc.nat(200),
      (value, limit) => {
        const shown = preview(value, limit);
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(limit);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/[\n\r\u2028\u2029]/);
      },
    ),
  );
});
