// What tests of the codec share: whole files, and traces and tables as plain rows.

import type { Table } from 'apache-arrow';
import { TraceEncoder } from '../../src/trace/encoder.ts';
import type { TraceRow } from '../../src/trace/event.ts';
import { unpack } from '../../src/trace/packed.ts';
import { TraceReader } from '../../src/trace/reader.ts';
import { schemaColumns } from '../../src/trace/schema.ts';
import type { Trace } from '../../src/trace/trace.ts';

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** A whole file of batches of `batch` rows. */
export function encodeAll(rows: readonly TraceRow[], batch = rows.length || 1): Uint8Array {
  const encoder = new TraceEncoder();
  const parts: Uint8Array[] = [];
  for (let at = 0; at < rows.length; at += batch) parts.push(encoder.encode(rows.slice(at, at + batch)));
  return concat([...parts, encoder.end()]);
}

export function readAll(bytes: Uint8Array): { trace: Trace; problem: string | null; reader: TraceReader } {
  const reader = new TraceReader();
  reader.push(bytes);
  return { trace: reader.trace, problem: reader.finish(), reader };
}

/** Everything that a trace holds, for comparing. */
export function columnsOf(trace: Trace): unknown {
  const { strings, sites, objects, processes, meta } = trace;
  const numbers = schemaColumns
    .filter(([name]) => name !== 'value')
    .map(([name]) => Array.from((trace[name as 'seq'] as { view(): ArrayLike<number> }).view()));
  return { strings, sites, objects, processes, meta, numbers };
}

export function rowsOf(table: Table): TraceRow[] {
  return table.toArray().map((row) => ({ ...(row as { toJSON(): TraceRow }).toJSON() }));
}

/** The rows that the rows of a file stand for. */
export function unpacked(rows: readonly TraceRow[]): TraceRow[] {
  const all: TraceRow[] = [];
  for (const row of rows) unpack({ ...row }, (one) => all.push({ ...one }));
  return all;
}
