// Blocks: the trace on its way to the page, columnar and delta-varint coded: 9 bytes an event instead of 33.

import { firstEventKind, rowKinds } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { BlockReader, BlockWriter } from './block-bytes.ts';
import { type BlockColumn, blockColumns, readColumn, writeColumns } from './block-columns.ts';
import { type BlockCursor, readDefinitions, writeDefinitions } from './block-definitions.ts';

export { type BlockCursor, blockCursor } from './block-definitions.ts';

/** 'L', 'B' and the version of this coding. */
const magic = [0x4c, 0x42, 1];

/**
 * Encodes events `from` … `to - 1` with every definition that `cursor` has not seen yet.
 *
 * @param cursor - One per receiver, from `blockCursor()`; it is moved on.
 * @returns A buffer of exactly its size, to be transferred.
 */
export function encodeBlock(trace: Trace, from: number, to: number, cursor: BlockCursor): ArrayBuffer {
  const out = new BlockWriter();
  for (const byte of magic) out.byte(byte);
  writeDefinitions(out, trace, cursor);
  out.varint(to - from);
  if (to > from) writeColumns(out, trace, from, to);
  return out.take();
}

/**
 * Appends what a block holds to `trace`.
 *
 * @throws RangeError with the reason where the bytes are not a whole block; no event of it has been taken then.
 */
export function decodeBlock(bytes: ArrayBuffer, trace: Trace): void {
  try {
    decode(new BlockReader(bytes), trace);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RangeError(`This part of the trace cannot be read (${bytes.byteLength} bytes): ${reason}.`);
  }
}

function decode(input: BlockReader, trace: Trace): void {
  for (const byte of magic) if (input.byte() !== byte) throw new RangeError('it does not begin as a block does');
  readDefinitions(input, trace);
  const count = input.varint();
  if (count > input.left) throw new RangeError(`${count} events do not fit into ${input.left} bytes`);
  const columns = count === 0 ? [] : blockColumns.map(([name]) => [name, readColumn(input, count)] as const);
  if (input.left > 0) throw new RangeError(`${input.left} bytes are left over`);
  checkKinds(columns);
  if (count > 0) trace.appendEvents(Object.fromEntries(columns) as Record<BlockColumn, Float64Array>, 0, count);
}

function checkKinds(columns: (readonly [BlockColumn, Float64Array])[]): void {
  for (const kind of columns.find(([name]) => name === 'kind')?.[1] ?? []) {
    if (kind < firstEventKind || kind >= rowKinds.length) throw new RangeError(`${kind} is not a kind of event`);
  }
}
