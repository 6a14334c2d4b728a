// What is sent arrives: exactly what structured clone would give, and beyond it classes, functions, errors and handles.

import { types } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QueueFullError } from '../../../src/base/errors.ts';
import { inOnePiece, tagged } from '../../../src/protocol/payload.ts';
import { decode, encode } from '../../../src/runtime/codec/index.ts';
import { Registry } from '../../../src/runtime/loader/registry.ts';
import { FullError, greet, Handle, moduleUrl, Names, newHost, newRegistry, Point, Stack, send } from './host.ts';

/** Anything that structured clone takes, nested, with shared parts and cycles added. */
const cloneable: fc.Arbitrary<unknown> = fc
  .anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
    maxDepth: 4,
  } as fc.ObjectConstraints)
  .chain((value) =>
    fc.constantFrom(
      value,
      [value, value],
      { value, again: { value } },
      new Map<unknown, unknown>([
        [value, 1],
        ['v', value],
      ]),
      cyclic(value),
    ),
  );

function cyclic(value: unknown): unknown {
  const ring: Record<string, unknown> = { value };
  ring.list = [ring, new Map([[ring, new Set([ring])]])];
  return ring;
}

/** A picture of a value's parts and of which of them are the same object: equal for equal graphs. */
function graphOf(value: unknown): string {
  const seen = new Map<unknown, number>();
  const draw = (part: unknown): string => {
    if (typeof part === 'bigint') return `${part}n`;
    if (typeof part === 'number') return Object.is(part, -0) ? '-0' : String(part);
    if (typeof part !== 'object' || part === null)
      return typeof part === 'string' ? JSON.stringify(part) : String(part);
    const known = seen.get(part);
    if (known !== undefined) return `#${known}`;
    seen.set(part, seen.size);
    const kind = Object.prototype.toString.call(part);
    if (types.isMap(part)) return `${kind}{${[...part].map(([key, item]) => `${draw(key)}=>${draw(item)}`)}}`;
    if (types.isSet(part)) return `${kind}{${[...part].map(draw)}}`;
    if (types.isDate(part)) return `${kind}${part.getTime()}`;
    if (types.isBoxedPrimitive(part)) return `${kind}${draw(part.valueOf())}`;
    const size = Array.isArray(part) ? part.length : '';
    return `${kind}${size}{${Object.entries(part).map(([key, item]) => `${JSON.stringify(key)}:${draw(item)}`)}}`;
  };
  return draw(value);
}

describe('structured clone', () => {
  test('every value arrives as structuredClone copies it: parts, order, holes, shared parts, cycles', () => {
    fc.assert(
      fc.property(cloneable, (value) => {
        expect(graphOf(send(value))).toBe(graphOf(structuredClone(value)));
      }),
      { numRuns: 400 },
    );
  });

  test('the same holds where a class instance beside it makes the codec rewrite the graph', () => {
    fc.assert(
      fc.property(cloneable, (value) => {
        const point = Object.assign(new Point(), { extra: value });
        const arrived = send([point, value, point]) as [Point, unknown, Point];
        expect(arrived[0]).toBeInstanceOf(Point);
        expect(arrived[2]).toBe(arrived[0]);
        const [first, second] = structuredClone([value, value]);
        expect(graphOf([arrived[0].extra, arrived[1]])).toBe(graphOf([first, second]));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    undefined,
    null,
    true,
    false,
    0,
    -0,
    -1,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    0.1,
    Number.NaN,
    Infinity,
    '',
    'ä€😀',
    'lone \ud800',
    'x'.repeat(70_000),
    10n ** 40n,
  ])('%s arrives as itself', (value) => {
    expect(send(value)).toBe(value);
  });

  test('bytes arrive as a copy of their own, of the same kind, and a small Buffer drags no pool along', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const frame = encode(bytes, newHost(), 'item').bytes as Uint8Array;
    const arrived = (decode(frame, [], newHost()) as { value: Uint8Array }).value;
    frame.fill(9);
    expect(arrived).toEqual(bytes);
    expect(Buffer.isBuffer(send(Buffer.from('abc')))).toBe(true);
    expect(send([Buffer.from('abc')])).toEqual([Buffer.from('abc')]);
    expect(encode([Buffer.from('abc')], newHost(), 'item').bytes.length).toBeLessThan(64);
  });

  test.each([
    'frame',
    'file',
  ])('large bytes arrive with a memory of their own, exactly as large, out of a %s', (way) => {
    const memory = new Uint8Array(100_010).map((_, i) => i);
    for (const value of [memory.subarray(10), Buffer.from(memory.buffer, 10)]) {
      const { bytes } = encode(value, newHost(), 'item');
      const whole = inOnePiece(bytes);
      const payload = way === 'frame' ? whole : tagged(whole[0] ?? 0, whole.slice(1));
      const { value: arrived } = decode(payload, [], newHost()) as { value: Uint8Array };
      whole.fill(0);
      expect(Buffer.from(arrived).equals(value)).toBe(true);
      expect([arrived.byteOffset, arrived.buffer.byteLength]).toEqual([0, 100_000]);
      expect(Buffer.isBuffer(arrived)).toBe(Buffer.isBuffer(value));
    }
  });

  test('views on one ArrayBuffer still share it', () => {
    const memory = new ArrayBuffer(16);
    const [all, part] = send([new Uint8Array(memory), new Float32Array(memory, 4, 2)]) as [Uint8Array, Float32Array];
    all[4] = 1;
    expect(part.byteOffset).toBe(4);
    expect(part[0]).not.toBe(0);
  });

  test('a view decoded from a frame does not change when the frame is used again', () => {
    const bytes = inOnePiece(encode({ a: Float64Array.of(1.5), b: Buffer.from('abc') }, newHost(), 'item').bytes);
    const frame = Buffer.concat([Buffer.alloc(5), bytes]).subarray(5);
    const { value } = decode(frame, [], newHost()) as { value: unknown };
    frame.fill(0xff);
    expect(value).toEqual({ a: Float64Array.of(1.5), b: Buffer.from('abc') });
  });
});

describe('classes and functions', () => {
  test('instances keep their class, also as subclasses of Map and Array, with their fields', () => {
    const names = Object.assign(new Names([['a', 1]]), { label: 'two' });
    const stack = Stack.from([1, 2]) as Stack;
    const arrived = send({ point: Object.assign(new Point(), { x: 3, y: 4 }), names, stack }) as {
      point: Point;
      names: Names;
      stack: Stack;
    };
    expect(arrived.point.length).toBe(5);
    expect(arrived.names).toBeInstanceOf(Names);
    expect([...arrived.names, arrived.names.label]).toEqual([['a', 1], 'two']);
    expect(arrived.stack.top()).toBe(2);
  });

  test('functions and classes arrive as themselves, in objects, arrays, maps, sets and alone', () => {
    expect(send(greet)).toBe(greet);
    const value = {
      f: greet,
      list: [Point, 1],
      map: new Map<unknown, unknown>([[greet, Point]]),
      set: new Set([0, greet, 2]),
    };
    const arrived = send(value) as typeof value;
    expect(arrived).toEqual(value);
    expect([...arrived.set]).toEqual([0, greet, 2]);
    expect(arrived.map.get(greet)).toBe(Point);
  });

  test('an own property named __proto__ is data and changes no class', () => {
    const value = JSON.parse('{ "__proto__": { "evil": true } }') as object;
    const arrived = send([value, new Point()]) as [Record<string, unknown>];
    expect(Object.getPrototypeOf(arrived[0])).toBe(Object.prototype);
    expect(Object.keys(arrived[0])).toEqual(['__proto__']);
  });

  test('what lives in a module that is not loaded yet is asked for, and decodes once it is', () => {
    const { bytes } = encode([greet, new Point()], newHost(), 'item');
    expect(decode(bytes, [], newHost(new Registry()))).toEqual({ needs: [moduleUrl] });
    expect(decode(bytes, [], newHost(newRegistry()))).toEqual({ value: [greet, new Point()] });
  });

  test('a name that the loaded module does not have is an error that names it', () => {
    const { bytes } = encode(greet, newHost(), 'item');
    const other = new Registry();
    other.add(moduleUrl, {}, { privates: [], names: new Map() });
    expect(() => decode(bytes, [], newHost(other))).toThrow(/greet of file:\/\/\/program\/main\.ts is not there/);
  });
});

describe('errors', () => {
  test('they keep class, name, message, stack, cause and fields', () => {
    const error = new FullError('no room', { cause: new RangeError('inner') }, 5);
    const arrived = send(error) as FullError;
    expect(arrived).toBeInstanceOf(FullError);
    expect(types.isNativeError(arrived)).toBe(true);
    expect({ ...arrived }).toEqual({ ...error });
    expect([arrived.message, arrived.stack]).toEqual([error.message, error.stack]);
    expect(arrived.cause).toBeInstanceOf(RangeError);
    expect(Object.keys(arrived)).not.toContain('cause');
  });

  test('those of the API and AggregateError keep theirs', () => {
    const full = send(new QueueFullError('q.put: full')) as QueueFullError;
    expect(full).toBeInstanceOf(QueueFullError);
    expect([full.name, full.code]).toEqual(['QueueFullError', 'QUEUE_FULL']);
    const many = send(new AggregateError([new TypeError('a')], 'many')) as AggregateError;
    expect(many.errors[0]).toBeInstanceOf(TypeError);
  });

  test('one of a class that only the sender knows arrives as the nearest known class, with its name', () => {
    class Local extends RangeError {
      override get name(): string {
        return 'Local';
      }
    }
    const arrived = send(new Local('x')) as Error;
    expect(arrived).toBeInstanceOf(RangeError);
    expect(arrived.name).toBe('Local');
  });
});

describe('handles', () => {
  test('they are listed once each and arrive under the numbers of the receiver, wherever they stand', () => {
    const q = new Handle(7, 'Queue');
    const outer = new Handle(8, 'Pool', { inner: [q, new Point()] });
    const { handles } = encode([q, outer, q], newHost(), 'item');
    expect(handles.toSorted()).toEqual([7, 8]);
    const arrived = send({ outer, set: new Set([q]), point: Object.assign(new Point(), { extra: q }) }) as {
      outer: Handle;
      set: Set<Handle>;
      point: Point;
    };
    const inner = arrived.point.extra as Handle;
    expect(inner).toEqual(new Handle(1007, 'Queue'));
    expect([...arrived.set][0]).toBe(inner);
    expect(arrived.outer.object).toBe(1008);
    expect(arrived.outer.data).toEqual({ inner: [inner, new Point()] });
    expect((send(q) as Handle).object).toBe(1007);
  });
});
