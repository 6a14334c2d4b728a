// The columns of events inside a block: each is constant, plain, a difference to the row before, or raw floats.

import type { Trace } from '../trace/trace.ts';
import type { BlockReader, BlockWriter } from './block-bytes.ts';

const constant = 0;
const plain = 1;
const difference = 2;
const raw = 3;

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
  let same = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (!Number.isInteger(value) || Math.abs(value) > exactLimit || Object.is(value, -0)) return raw;
    if (value !== values[0]) same = false;
  }
  return same && values.length > 1 ? constant : wanted;
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
    let last = 0;
    for (const value of values) {
      if (mode === raw) out.float64(value);
      else out.signed(mode === difference ? value - last : value);
      last = value;
    }
  }
}

/** @throws RangeError where the bytes are not a column. */
export function readColumn(input: BlockReader, count: number): Float64Array {
  const mode = input.byte();
  if (mode > raw) throw new RangeError(`${mode} is no way to write a column`);
  const values = new Float64Array(count);
  if (mode === constant) return values.fill(input.signed());
  let last = 0;
  for (let i = 0; i < count; i++) {
    last = mode === raw ? input.float64() : mode === difference ? last + input.signed() : input.signed();
    values[i] = last;
  }
  return values;
}
