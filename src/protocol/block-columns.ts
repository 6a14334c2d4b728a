// The columns of events inside a block: each is constant, runs, plain, differences to the row before, or raw floats.

import type { Trace } from '../trace/trace.ts';
import type { BlockReader, BlockWriter } from './block-bytes.ts';

const constant = 0;
const plain = 1;
const difference = 2;
const raw = 3;
const runs = 4;

/** Columns of a Trace that travel, and how. Ever-growing ones as differences: one byte instead of four. */
export const blockColumns = [
  ['seq', difference],
  ['t', difference],
  ['k', difference],
  ['kind', plain],
  ['process', plain],
  ['object', plain],
  ['op', plain],
  ['operation', difference],
  ['message', difference],
  ['by', plain],
  ['reason', plain],
  ['size', plain],
  ['site', plain],
  ['text', difference],
  ['code', plain],
  ['bytes', plain],
] as const;

export type BlockColumn = (typeof blockColumns)[number][0];

/** Differences beyond this are not exact in a zigzag varint; such a column travels as raw floats. */
const exactLimit = 2 ** 50;

function modeOf(values: ArrayLike<number>, wanted: number): number {
  let changes = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (!Number.isInteger(value) || Math.abs(value) > exactLimit || Object.is(value, -0)) return raw;
    if (i > 0 && value !== values[i - 1]) changes++;
  }
  if (changes === 0 && values.length > 1) return constant;
  return changes * 2 < values.length ? runs : wanted;
}

export function writeColumns(out: BlockWriter, trace: Trace, from: number, to: number): void {
  for (const [name, wanted] of blockColumns) {
    const values = trace[name].view().subarray(from, to);
    const mode = modeOf(values, wanted);
    out.byte(mode);
    if (mode === constant) {
      out.signed(values[0] ?? 0);
      continue;
    }
    if (mode === runs) {
      writeRuns(out, values);
      continue;
    }
    let last = 0;
    for (const value of values) {
      if (mode === raw) out.float64(value);
      else out.signed(mode === difference ? value - last : value);
      last = value;
    }
  }
}

/** Pairs of a value and how often it comes: columns that are mostly 0 take next to nothing. */
function writeRuns(out: BlockWriter, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; ) {
    const value = values[i] ?? 0;
    let end = i + 1;
    while (end < values.length && values[end] === value) end++;
    out.signed(value);
    out.varint(end - i);
    i = end;
  }
}

function readRuns(input: BlockReader, values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; ) {
    const value = input.signed();
    const run = input.varint();
    if (run < 1 || run > values.length - i) throw new RangeError(`a run of ${run} does not fit into its column`);
    values.fill(value, i, i + run);
    i += run;
  }
  return values;
}

/** @throws RangeError where the bytes are not a column. */
export function readColumn(input: BlockReader, count: number): Float64Array {
  const mode = input.byte();
  if (mode > runs) throw new RangeError(`${mode} is no way to write a column`);
  const values = new Float64Array(count);
  if (mode === constant) return values.fill(input.signed());
  if (mode === runs) return readRuns(input, values);
  let last = 0;
  for (let i = 0; i < count; i++) {
    last = mode === raw ? input.float64() : mode === difference ? last + input.signed() : input.signed();
    values[i] = last;
  }
  return values;
}
