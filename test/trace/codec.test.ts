// Rows → bytes → Trace: every row comes back, in pieces of any size, and other Arrow tools read the same.

import * as arrow from 'apache-arrow';
import fc from 'fast-check';
import polars from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { Slice } from '../../src/base/slice.ts';
import { TraceEncoder } from '../../src/trace/encoder.ts';
import { blankRow, kindNumber, rowKinds, type TraceRow } from '../../src/trace/event.ts';
import { TraceReader } from '../../src/trace/reader.ts';
import { repair } from '../../src/trace/repair.ts';
import { RowBuffer } from '../../src/trace/row-buffer.ts';
import { schemaColumns } from '../../src/trace/schema.ts';
import { Trace } from '../../src/trace/trace.ts';
import { anyRows } from '../helpers/any-rows.ts';
import { emptyRow } from '../helpers/draw-trace.ts';
import { greeting } from '../helpers/stories.ts';
import { columnsOf, concat, encodeAll, readAll, rowsOf, unpacked } from './helpers.ts';

describe('TraceEncoder and TraceReader', () => {
  it('give back every row, whatever the batches and the pieces', () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 900 }), (rows, batch, piece) => {
        const bytes = encodeAll(rows, batch);
        const seen: TraceRow[] = [];
        const reader = new TraceReader({ onRow: (row) => seen.push({ ...row }) });
        for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
        expect(reader.finish()).toBeNull();
        expect(reader.ended).toBe(true);
        expect(seen).toEqual(rows);
        const built = new Trace();
        for (const row of rows) built.append(row);
        expect(columnsOf(reader.trace)).toEqual(columnsOf(built));
      }),
      { numRuns: 200 },
    );
  });

  it('build the same Trace that the rows build directly', () => {
    const story = greeting();
    const { trace, problem } = readAll(encodeAll(story.rows, 7));
    expect(problem).toBeNull();
    expect(columnsOf(trace)).toEqual(columnsOf(story.trace()));
    expect(trace.meta?.script).toBe('greet.ts');
    expect(trace.processes[2]).toMatchObject({ name: 'Process-1', exitCode: 0 });
  });

  it('write the schema once, nothing for no rows, and a whole stream for a run without rows', () => {
    const encoder = new TraceEncoder();
    const first = encoder.encode([]);
    expect(first.length).toBeGreaterThan(8);
    expect(encoder.encode([])).toHaveLength(0);
    const empty = new TraceEncoder().end();
    expect(empty).toEqual(concat([first, encoder.end()]));
    expect(readAll(empty)).toMatchObject({ problem: null });
  });

  it('keep texts exactly: empty, wide, with a byte order mark; and turn half a surrogate pair into U+FFFD', () => {
    const texts = ['', '\uFEFFmark', '日本 👩‍👩‍👧', '\u0000\u001b[31m', 'half \ud800'];
    const rows = texts.map((value, i) => ({ ...emptyRow, kind: kindNumber.string, text: i + 1, value }));
    const { trace } = readAll(encodeAll(rows));
    expect(trace.strings.slice(1)).toEqual([...texts.slice(0, 4), 'half \ufffd']);
  });

  it('a buffer that is filled again and grows gives what single rows give', () => {
    const rows = greeting().rows;
    const buffer = new RowBuffer(2);
    const [filled, single] = [new TraceEncoder(), new TraceEncoder()];
    for (const part of [rows.slice(0, 9), rows.slice(9)]) {
      for (const row of part) buffer.push(row);
      expect(buffer.length).toBeGreaterThan(2);
      expect(filled.flush(buffer)).toEqual(single.encode(part));
      expect(buffer.length).toBe(0);
    }
  });

  it('a string of which only the UTF-8 is there is written as the string itself', () => {
    const texts = ['42', 'größer', `${'x'.repeat(100)}…`, '\u{1f600}'];
    const [asText, asBytes] = [new RowBuffer(2), new RowBuffer(2)];
    // what a buffer held before its last flush is not seen
    for (const row of greeting().rows) asBytes.push(row);
    new TraceEncoder().flush(asBytes);
    texts.forEach((value, i) => {
      asText.push({ ...blankRow, kind: kindNumber.string, text: i + 1, value });
      const bytes = Buffer.from(`<${value}>`);
      asBytes.pushText(i + 1, new Slice(bytes, 1, bytes.length - 2));
    });
    expect(new TraceEncoder().flush(asBytes)).toEqual(new TraceEncoder().flush(asText));
  });

  it('a preview, its call and the return at once are one row in the file, and three again when it is read', () => {
    const both = { process: 2, object: 3, op: 4, operation: 5, k: 900 };
    const put = { ...blankRow, ...both, kind: kindNumber.call, seq: 1, t: 100, message: 6, site: 7, text: 8, bytes: 9 };
    const rows: TraceRow[] = [
      { ...blankRow, kind: kindNumber.string, text: 8, value: '"Jimmy"' },
      put,
      { ...blankRow, ...both, kind: kindNumber.return, seq: 2, t: 130, message: 6, size: 1 },
      { ...put, operation: 6, seq: 3, message: 0, text: 0, bytes: 0 },
      { ...blankRow, ...both, operation: 6, kind: kindNumber.return, seq: 4, t: 200, message: 6, size: 0 },
    ];
    const bytes = encodeAll(rows);
    expect(arrow.tableFromIPC(bytes).numRows).toBe(2);
    const seen: TraceRow[] = [];
    new TraceReader({ onRow: (row) => seen.push({ ...row }) }).push(bytes);
    expect(seen).toEqual(rows);
  });

  it('one row for a call and a return before the run began is refused, and what stands before it is here', () => {
    const both = { ...blankRow, process: 2, operation: 5 };
    const buffer = new RowBuffer();
    buffer.push({ ...blankRow, kind: kindNumber.print, process: 2, seq: 1, t: 90 });
    buffer.push({ ...both, kind: kindNumber.call, seq: 2, t: 100 });
    buffer.push({ ...both, kind: kindNumber.return, seq: 3, t: 130, size: 1 });
    expect(buffer.length).toBe(2);
    buffer.columns.code[1] = -101;
    const { trace, problem } = readAll(new TraceEncoder().flush(buffer));
    expect(problem).toMatch(/has time -1\b/);
    expect(trace.length).toBe(2);
  });

  it('a batch that is longer than the reader unpacks at once comes whole', () => {
    const rows = Array.from({ length: 5000 }, (_, i): TraceRow[] => {
      const both = { ...blankRow, process: 2, operation: i + 1 };
      const text = { ...blankRow, kind: kindNumber.string, text: i + 1, value: i % 100 === 0 ? 'é' : `${i}` };
      const call = { ...both, kind: kindNumber.call, seq: 2 * i + 1, t: i, text: i + 1 };
      return [text, call, { ...both, kind: kindNumber.return, seq: 2 * i + 2, t: i + 1, size: 1 }];
    }).flat();
    const { trace, problem } = readAll(encodeAll(rows));
    expect(problem).toBeNull();
    const built = new Trace();
    for (const row of rows) built.append(row);
    expect(columnsOf(trace)).toEqual(columnsOf(built));
  });

  it('a call and a return that one row could not tell exactly stay two', () => {
    const both = { process: 2, object: 3, op: 4, operation: 5, k: 900 };
    const call = { ...blankRow, ...both, kind: kindNumber.call, seq: 1, t: 100, message: 6, site: 7 };
    const end = { ...blankRow, ...both, kind: kindNumber.return, seq: 2, t: 130, message: 6, size: 1 };
    const others: [Partial<TraceRow>, Partial<TraceRow>][] = [
      [{}, { operation: 6 }],
      [{}, { seq: 3 }],
      [{}, { k: 901 }],
      [{}, { t: 100.25 }],
      [{}, { t: 99 }],
      [{}, { t: 100 + 2 ** 31 }],
      [{}, { message: 7 }],
      [{}, { code: 1 }],
      [{}, { by: 1 }],
      [{}, { kind: kindNumber.timeout }],
      [{ by: 1 }, {}],
      [{ reason: 1 }, {}],
      [{ size: 4 }, {}],
      [{ object: 4 }, {}],
    ];
    for (const [change, endChange] of others) {
      const rows = [
        { ...call, ...change },
        { ...end, ...endChange },
      ];
      const bytes = encodeAll(rows);
      expect(arrow.tableFromIPC(bytes).numRows, JSON.stringify([change, endChange])).toBe(2);
      const seen: TraceRow[] = [];
      new TraceReader({ onRow: (row) => seen.push({ ...row }) }).push(bytes);
      expect(seen).toEqual(rows);
    }
  });
});

describe('other tools read a .lanes file', () => {
  const rows = greeting().rows;

  it('npm apache-arrow, with the types of FORMAT.md', () => {
    const table = arrow.tableFromIPC(encodeAll(rows, 10));
    expect(table.schema.metadata.get('lanescope.version')).toBe('1');
    const types = table.schema.fields.map((field) => [field.name, String(field.type).toLowerCase()]);
    expect(types).toEqual(schemaColumns.map(([name, type]) => [name, type]));
    expect(unpacked(rowsOf(table))).toEqual(rows);
  });

  it('nodejs-polars', () => {
    const frame = polars.readIPCStream(Buffer.from(encodeAll(rows, 10)));
    expect(unpacked(frame.toRecords() as unknown as TraceRow[])).toEqual(rows);
  });

  it('both, after a cut at every byte of the last batch, through repair', () => {
    const last = rows.slice(-3);
    const encoder = new TraceEncoder();
    const before = encoder.encode(rows.slice(0, -3));
    const batch = encoder.encode(last);
    for (let cut = 0; cut <= batch.length; cut++) {
      const kept = arrow.tableFromIPC(concat(cut === batch.length ? [before, batch] : [before])).numRows;
      const whole = repair(concat([before, batch.subarray(0, cut)]));
      expect(arrow.tableFromIPC(whole).numRows).toBe(kept);
      expect(polars.readIPCStream(Buffer.from(whole)).height).toBe(kept);
    }
    expect(rowKinds[last[2]?.kind ?? 0]).toBe('exit');
  });
});
