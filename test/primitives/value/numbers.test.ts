// Stores wrap as in C: a number that does not fit loses its high bits, for every width and sign.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeNumbers, encodeNumbers, typeNumber, typeOf } from '../../../src/primitives/value/numbers.ts';

function stored(type: string, value: unknown): unknown {
  const found = typeOf(typeNumber(type, 'test'));
  const bytes = encodeNumbers(found, [value], 'test');
  expect(bytes).toHaveLength(found.bytes);
  return decodeNumbers(found, bytes)[0];
}

const integers = [8, 16, 32].flatMap((bits) => [[`int${bits}`, bits] as const, [`uint${bits}`, bits] as const]);
const wraps = (type: string, bits: number, value: bigint) =>
  type.startsWith('u') ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);

test.each(integers)('%s keeps the low %i bits of every whole number', (type, bits) => {
  fc.assert(
    fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -70_000, max: 70_000 })), (value) => {
      expect(BigInt(stored(type, value) as number)).toBe(wraps(type, bits, BigInt(value)));
    }),
  );
});

test.each(['int64', 'uint64'])('%s keeps the low 64 bits of every bigint', (type) => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (value) => {
      expect(stored(type, value)).toBe(wraps(type, 64, value));
    }),
  );
});

test('float64 keeps every number, float32 the nearest that it has', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      expect(stored('float64', value)).toBe(value);
      expect(stored('float32', value)).toBe(Math.fround(value));
    }),
  );
});

test('a row of numbers is kept in its order, wherever its bytes begin', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -32_768, max: 32_767 })),
      fc.integer({ min: 0, max: 9 }),
      (values, offset) => {
        const type = typeOf(typeNumber('int16', 'test'));
        const framed = new Uint8Array([...new Uint8Array(offset), ...encodeNumbers(type, values, 'test')]);
        expect(decodeNumbers(type, framed.subarray(offset))).toEqual(values);
      },
    ),
  );
});

test("the letters of Python's ctypes name the same types", () => {
  const names = ['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'float32', 'float64'];
  expect([...'bBhHiIqQfd'].map((code) => typeOf(typeNumber(code, 'test')).name)).toEqual(names);
  for (const name of ['c', '', 'int', 'bB', undefined, 4])
    expect(() => typeNumber(name, 'new Value')).toThrow('new Value');
});

test.each([
  ['int32', 1.5],
  ['int32', Number.NaN],
  ['int32', 5n],
  ['int32', '5'],
  ['int64', 5],
  ['uint64', null],
  ['float64', 5n],
  ['float32', undefined],
])('%s refuses %s', (type, value) => {
  expect(() => stored(type, value)).toThrow(TypeError);
});
