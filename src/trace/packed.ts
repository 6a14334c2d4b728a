// In a file one row may stand for several, so that it stays small and is written fast: a call and its return at once, and before
// them the string that the call is the first to use. Nobody but the codec sees that.

import { blankRow, firstEventKind, kindNumber, type TraceRow } from './event.ts';

/** Kinds of rows that stand for a `call` and, with the next `seq`, its `return`. */
export const packedKind = {
  /** What is sent, if anything, is named by the call and the return. */
  passed: 128,
  /** Only the return names a message: it was received. */
  received: 129,
} as const;

export function isPacked(kind: number): boolean {
  return kind === packedKind.passed || kind === packedKind.received;
}

/** Longest time between a call and its return that fits into one row, in nanoseconds. */
export const longestPass = 2 ** 31 - 1;

/** Gives `take` the rows that a row of a file stands for, in order: one and the same object, changed in between. */
export function unpack(row: TraceRow, take: (row: TraceRow) => void): void {
  const { value, kind } = row;
  if (value !== null && kind >= firstEventKind) {
    takeDefinition(row, value, take);
    row.value = null;
  }
  if (!isPacked(kind)) {
    take(row);
    return;
  }
  const { size, code: passed, message } = row;
  row.kind = kindNumber.call;
  row.size = -1;
  row.code = 0;
  if (kind === packedKind.received) row.message = 0;
  take(row);
  row.kind = kindNumber.return;
  row.seq++;
  row.t += passed;
  row.message = message;
  row.size = size;
  row.site = 0;
  row.text = 0;
  row.bytes = 0;
  take(row);
}

function takeDefinition(row: TraceRow, value: string, take: (row: TraceRow) => void): void {
  take({ ...definition, text: row.text, value });
}

const definition: TraceRow = { ...blankRow, kind: kindNumber.string };
