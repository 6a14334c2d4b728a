import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockCursor, decodeBlock, encodeBlock } from '../../src/protocol/block.ts';
import { blockColumns } from '../../src/protocol/block-columns.ts';
import { blankRow as blank, firstEventKind, kindNumber, rowKinds } from '../../src/trace/event.ts';
import { Trace } from '../../src/trace/trace.ts';

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const u16 = fc.integer({ min: 0, max: 65535 });
const i32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const time = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 52 }),
  fc.double({ min: 0, max: 1e15, noNaN: true }),
  fc.integer({ min: 0, max: 9 }),
);

const event = fc.record({
  seq: u32,
  t: time,
  k: time,
  kind: fc.integer({ min: firstEventKind, max: rowKinds.length - 1 }),
  process: u16,
  object: u32,
  op: u32,
  operation: u32,
  message: u32,
  by: u16,
  reason: u32,
  size: i32,
  site: u32,
  text: u32,
  code: i32,
  bytes: fc.integer({ min: 0, max: 2 ** 40 }),
  value: fc.constant(null),
});

const words = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }));

/** Rows that define things, with the strings they name already defined. */
const definitions = fc.array(fc.record({ name: words, type: words, size: fc.nat(1000), by: fc.nat(9) }), {
  maxLength: 6,
});

function define(trace: Trace, list: { name: string; type: string; size: number; by: number }[]): void {
  for (const { name, type, size, by } of list) {
    const at = trace.strings.length;
    trace.append({ ...blank, kind: kindNumber.string, text: at, value: name });
    trace.append({ ...blank, kind: kindNumber.string, text: at + 1, value: type });
    trace.append({ ...blank, kind: kindNumber.site, site: (at % 5) + 1, text: at, size, code: by });
    trace.append({ ...blank, kind: kindNumber.object, object: (at % 7) + 1, op: at + 1, text: at, size, process: by });
    trace.append({ ...blank, kind: kindNumber.process, process: (at % 4) + 1, text: at, by, code: size, size: by % 2 });
  }
}

function same(a: Trace, b: Trace): void {
  expect(b.length).toBe(a.length);
  for (const [name] of blockColumns) expect([...b[name].view()], name).toEqual([...a[name].view()]);
  expect(b.strings).toEqual(a.strings);
  expect(b.sites).toEqual(a.sites);
  expect(b.objects).toEqual(a.objects);
  expect(b.processes).toEqual(a.processes);
  expect(b.meta).toEqual(a.meta);
  expect(b.endT).toBe(a.endT);
}

describe('blocks', () => {
  test('a trace cut into blocks anywhere arrives as it was', () => {
    const parts = fc.array(fc.tuple(definitions, fc.array(event, { maxLength: 12 })), { maxLength: 5 });
    fc.assert(
      fc.property(parts, (list) => {
        const [from, to] = [new Trace(), new Trace()];
        const cursor = blockCursor();
        for (const [defined, events] of list) {
          define(from, defined);
          const start = from.length;
          for (const row of events) from.append(row);
          decodeBlock(encodeBlock(from, start, from.length, cursor), to);
        }
        same(from, to);
      }),
      { numRuns: 300 },
    );
  });

  test('what the run says about itself arrives, and again when it changed', () => {
    const [from, to] = [new Trace(), new Trace()];
    const cursor = blockCursor();
    for (const exitCode of [undefined, 86]) {
      const meta = { version: 1, script: 'a.ts', args: [], cwd: '/', started: '', node: '24', platform: 'linux' };
      from.meta = exitCode === undefined ? meta : { ...meta, exitCode };
      decodeBlock(encodeBlock(from, 0, 0, cursor), to);
      expect(to.meta).toEqual(from.meta);
    }
  });

  test('a definition travels once, and again only when it is replaced', () => {
    const from = new Trace();
    const cursor = blockCursor();
    define(from, [{ name: 'a name that is easily found', type: 'Queue', size: 1, by: 1 }]);
    const first = encodeBlock(from, 0, 0, cursor).byteLength;
    const second = encodeBlock(from, 0, 0, cursor).byteLength;
    expect(second).toBeLessThan(20);
    expect(first).toBeGreaterThan(second + 25);
  });

  test('a block cut short anywhere is refused with the reason, and no event of it is taken', () => {
    const from = new Trace();
    define(from, [{ name: 'q', type: 'Queue', size: 1, by: 1 }]);
    for (let i = 1; i < 9; i++) from.append({ ...blank, seq: i, t: i * 1e6 + 0.5, kind: kindNumber.print, text: i });
    const whole = encodeBlock(from, 0, from.length, blockCursor());
    for (let size = 0; size < whole.byteLength; size++) {
      const to = new Trace();
      expect(() => decodeBlock(whole.slice(0, size), to)).toThrow(/part of the trace cannot be read/);
      expect(to.length).toBe(0);
    }
  });

  test('any bytes at all give a block or a clear error, never another failure', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const bytes = new Uint8Array([0x4c, 0x42, 1, ...noise]);
        try {
          decodeBlock(bytes.buffer, new Trace());
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).toMatch(/^This part of the trace cannot be read/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a running pipeline takes less than twelve bytes an event', () => {
    const trace = new Trace();
    for (let i = 0; i < 10_000; i++) {
      trace.append({
        ...blank,
        seq: i + 1,
        t: i * 3000 + (i % 7) * 100,
        k: i * 3000 + (i % 7) * 100 + 500,
        kind: i % 2 ? kindNumber.call : kindNumber.return,
        process: (i % 4) + 1,
        object: 3,
        op: 4,
        operation: i >> 1,
        message: i >> 2,
        size: i % 8,
        site: i % 5,
      });
    }
    expect(encodeBlock(trace, 0, trace.length, blockCursor()).byteLength / trace.length).toBeLessThan(12);
  });
});
