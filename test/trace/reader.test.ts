// Cut, damaged, foreign and newer files: the reader shows what can be read, says what is wrong, and never throws or hangs.

import * as arrow from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TraceEncoder } from '../../src/trace/encoder.ts';
import { kindNumber, type TraceRow } from '../../src/trace/event.ts';
import { TraceReader } from '../../src/trace/reader.ts';
import { repair, TraceFormatError } from '../../src/trace/repair.ts';
import { emptyRow, TraceDrawing } from '../helpers/draw-trace.ts';
import { boundedQueue, greeting } from '../helpers/stories.ts';
import { columnsOf, concat, encodeAll, readAll } from './helpers.ts';

const rows = greeting().rows;

function event(seq: number, more: Partial<TraceRow> = {}): TraceRow {
  return { ...emptyRow, seq, kind: kindNumber.mark, ...more };
}

/** A whole file in which `change` was done to one row. */
function broken(change: Partial<TraceRow>): Uint8Array {
  return encodeAll([event(1), event(2), { ...event(3), ...change }, event(4)]);
}

describe('TraceReader on a cut file', () => {
  const encoder = new TraceEncoder();
  const before = encoder.encode(rows.slice(0, -3));
  const last = encoder.encode(rows.slice(-3));

  it('reads to the last whole batch, wherever in the last one the cut is', () => {
    const whole = readAll(before);
    for (let cut = 1; cut < last.length; cut++) {
      const { trace, problem, reader } = readAll(concat([before, last.subarray(0, cut)]));
      expect(trace.length).toBe(whole.trace.length);
      expect(reader.wholeBytes).toBe(before.length);
      expect(problem).toContain(`its last ${cut} bytes could not be read`);
    }
  });

  it('says that a file that ends after a whole batch was not closed', () => {
    const { trace, problem, reader } = readAll(concat([before, last]));
    expect(columnsOf(trace)).toEqual(columnsOf(greeting().trace()));
    expect(problem).toMatch(/^The recording was not closed/);
    expect(reader.problem).toBeNull();
    expect(reader.ended).toBe(false);
  });

  it('names an empty file and one that ends within its first message', () => {
    expect(new TraceReader().finish()).toMatch(/^The file is empty/);
    expect(readAll(before.subarray(0, 5)).problem).toMatch(/^This is not a whole Lanescope trace/);
  });

  it('follows a growing file: rows are there as soon as their batch is', () => {
    const reader = new TraceReader();
    reader.push(before);
    const length = reader.trace.length;
    reader.push(last.subarray(0, 100));
    expect(reader.trace.length).toBe(length);
    reader.push(last.subarray(100));
    expect(reader.trace.length).toBe(length + 3);
  });
});

describe('TraceReader on a file that is no trace', () => {
  it.each([
    ['text', 'hello, this is no trace at all'],
    ['JSON', '{"traceEvents":[]}'],
    ['an Arrow file instead of a stream', 'ARROW1\0\0........'],
    ['zeros', '\0'.repeat(64)],
  ])('says so of %s, already while it reads', (_name, content) => {
    const reader = new TraceReader();
    reader.push(new TextEncoder().encode(content));
    expect(reader.problem).toMatch(/^This is not a Lanescope trace/);
    expect(reader.finish()).toBe(reader.problem);
  });

  it('names the column that an Arrow stream of something else lacks', () => {
    const other = arrow.tableToIPC(arrow.tableFromArrays({ seq: Uint32Array.of(1), x: Float64Array.of(1) }), 'stream');
    expect(readAll(other).problem).toContain('column 2 is "x", not "t"');
    const typed = arrow.tableToIPC(arrow.tableFromArrays({ seq: Float64Array.of(1) }), 'stream');
    expect(readAll(typed).problem).toContain('column "seq" is not of type uint32');
  });

  it('repair refuses it with TraceFormatError', () => {
    expect(() => repair(new TextEncoder().encode('no trace'))).toThrow(TraceFormatError);
    expect(() => repair(new Uint8Array(0))).toThrow('The file is empty');
  });
});

describe('TraceReader on a damaged file', () => {
  it.each<[string, Partial<TraceRow>, string]>([
    ['an order that goes back', { seq: 2 }, 'row 3 has seq 2 after seq 2'],
    ['a time that is no number', { t: Number.NaN }, 'row 3 has time NaN'],
    ['a negative time', { k: -5 }, 'row 3 has time'],
    ['an unknown kind', { kind: 200 }, 'row 3 is of the unknown kind 200'],
    ['a process number that does not fit', { process: 70_000 }, 'row 3 has process number 70000'],
    ['a string number beyond all rows', { kind: kindNumber.string, text: 4e9, value: 'x' }, 'string number 4000000000'],
    ['a string without a number', { kind: kindNumber.string, value: 'x' }, 'string number 0'],
    ['a run description that is none', { kind: kindNumber.meta }, 'a description of the run that is none'],
    ['a finding that is none', { kind: kindNumber.finding }, 'a finding that is none'],
  ])('keeps the rows before %s', (_name, change, words) => {
    const { trace, problem } = readAll(broken(change));
    expect(problem).toContain(words);
    expect(trace.length).toBe(2);
  });

  it('says where a message is damaged and keeps the batches before it', () => {
    const bytes = encodeAll(rows, 10);
    const firstTwo = readAll(bytes.subarray(0, bytes.length - 8)).trace.length;
    const garbage = concat([bytes.subarray(0, bytes.length - 8), new TextEncoder().encode('garbage!garbage!')]);
    const { trace, problem } = readAll(garbage);
    expect(trace.length).toBe(firstTwo);
    expect(problem).toBe(
      `The trace is damaged in the message at byte ${bytes.length - 8}: no message begins here. ` +
        'Everything before it is here, what follows was not read.',
    );
    expect(repair(garbage)).toEqual(bytes);
  });

  it('counts bytes behind the end marker instead of reading them', () => {
    const { problem } = readAll(concat([encodeAll(rows), new Uint8Array(5)]));
    expect(problem).toBe('The 5 bytes after the end of the trace were not read.');
  });

  it('never throws, whatever bytes are changed', () => {
    const good = encodeAll(boundedQueue().rows, 12);
    const edits = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(edits, (changes) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const { trace, problem } = readAll(bytes);
        expect(trace.length).toBeLessThanOrEqual(boundedQueue().trace().length);
        expect(problem === null || problem.length > 20).toBe(true);
        expect(trace.findings()).toBeInstanceOf(Array);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws at any single byte set to 0xff', () => {
    const good = encodeAll(rows, 12);
    for (let at = 0; at < good.length; at++) {
      const bytes = good.slice();
      bytes[at] = 0xff;
      expect(readAll(bytes).trace.length).toBeLessThanOrEqual(rows.length);
    }
  });
});

describe('TraceReader on another version', () => {
  it('shows what it understands of a newer one and says which versions it reads', () => {
    const newer = new TraceDrawing({ version: 7 });
    const main = newer.process('MainProcess');
    newer.begin(main);
    const unknown = { ...event(2), kind: 90 };
    const { trace, problem } = readAll(encodeAll([...newer.rows, unknown, event(3, { process: main })]));
    expect(problem).toContain('format version 7; this Lanescope reads versions up to 1');
    expect(trace.length).toBe(2);
    expect(trace.processName(main)).toBe('MainProcess');
  });

  it('refuses a version that is no number', () => {
    const { problem } = readAll(encodeAll(new TraceDrawing({ version: 0.5 }).rows));
    expect(problem).toContain('version 0.5');
  });
});
