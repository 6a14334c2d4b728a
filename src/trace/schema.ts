// The columns of a `.lanes` file, in the order in which they stand there: the one list that encoder, reader and FORMAT.md share.

import type { TraceRow } from './event.ts';

/** How a column is stored; every number is little-endian. */
export type ColumnType = 'uint8' | 'uint32' | 'int32' | 'float64' | 'utf8';

/** Later versions may add columns behind these and never change, move or drop one of them. */
export const schemaColumns = [
  ['seq', 'uint32'],
  ['t', 'float64'],
  ['k', 'float64'],
  ['kind', 'uint8'],
  ['process', 'uint32'],
  ['object', 'uint32'],
  ['op', 'uint32'],
  ['operation', 'uint32'],
  ['message', 'uint32'],
  ['by', 'uint32'],
  ['reason', 'uint32'],
  ['size', 'int32'],
  ['site', 'uint32'],
  ['text', 'uint32'],
  ['code', 'int32'],
  ['bytes', 'float64'],
  ['value', 'utf8'],
] as const satisfies readonly (readonly [keyof TraceRow, ColumnType])[];

export type NumberColumn = Exclude<keyof TraceRow, 'value'>;

/** Key in the metadata of the Arrow schema; its value is the format version. Tells a trace from any other Arrow stream. */
export const versionKey = 'lanescope.version';

/** The four bytes that begin every message of an Arrow stream. */
export const continuation = 0xffffffff;

/** Bytes before the head of a message: the continuation, and the length of the head. */
export const prefixBytes = 8;

/** Ends the stream: an empty message. */
export function endMarker(): Uint8Array {
  return new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
}
