// Rows → bytes → Trace: every row comes back, in pieces of any size, and other Arrow tools read the same.

import * as arrow from 'apache-arrow';
import fc from 'fast-check';
import polars from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { RowBuffer, TraceEncoder } from '../../src/trace/encoder.ts';
import { kindNumber, rowKinds, type TraceRow } from '../../src/trace/event.ts';
import { TraceReader } from '../../src/trace/reader.ts';
import { repair } from '../../src/trace/repair.ts';
import { schemaColumns } from '../../src/trace/schema.ts';
import { anyRows } from '../helpers/any-rows.ts';
import { emptyRow } from '../helpers/draw-trace.ts';
import { greeting } from '../helpers/stories.ts';
import { columnsOf, concat, encodeAll, readAll, rowsOf } from './helpers.ts';

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

  it('RowBuffer.flush gives what TraceEncoder.encode gives, and can be filled again', () => {
    const rows = greeting().rows;
    const buffer = new RowBuffer(new TraceEncoder(), 2);
    const encoder = new TraceEncoder();
    for (const part of [rows.slice(0, 9), rows.slice(9)]) {
      for (const row of part) buffer.push(row);
      expect(buffer.length).toBe(part.length);
      expect(buffer.flush()).toEqual(encoder.encode(part));
      expect(buffer.length).toBe(0);
    }
  });
});

describe('other tools read a .lanes file', () => {
  const rows = greeting().rows;

  it('npm apache-arrow, with the types of FORMAT.md', () => {
    const table = arrow.tableFromIPC(encodeAll(rows, 10));
    expect(table.numRows).toBe(rows.length);
    expect(table.schema.metadata.get('lanescope.version')).toBe('1');
    const types = table.schema.fields.map((field) => [field.name, String(field.type).toLowerCase()]);
    expect(types).toEqual(schemaColumns.map(([name, type]) => [name, type]));
    expect(rowsOf(table)).toEqual(rows);
  });

  it('nodejs-polars', () => {
    const frame = polars.readIPCStream(Buffer.from(encodeAll(rows, 10)));
    expect(frame.toRecords()).toEqual(rows);
  });

  it('both, after a cut at every byte of the last batch, through repair', () => {
    const last = rows.slice(-3);
    const encoder = new TraceEncoder();
    const before = encoder.encode(rows.slice(0, -3));
    const batch = encoder.encode(last);
    for (let cut = 0; cut <= batch.length; cut++) {
      const kept = cut === batch.length ? rows : rows.slice(0, -3);
      const whole = repair(concat([before, batch.subarray(0, cut)]));
      expect(arrow.tableFromIPC(whole).numRows).toBe(kept.length);
      expect(polars.readIPCStream(Buffer.from(whole)).height).toBe(kept.length);
    }
    expect(rowKinds[last[2]?.kind ?? 0]).toBe('exit');
  });
});
