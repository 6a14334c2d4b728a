// The columns of one record batch, as views of its body; every length is checked before a row is read.

import { DamageError, fieldAt, sizeAt, type Vector, vectorAt } from './flatbuffer.ts';
import type { MessageHead } from './message.ts';
import { type NumberColumn, schemaColumns } from './schema.ts';

export type NumberValues = Uint8Array | Uint32Array | Int32Array | Float64Array;

type Bytes = Uint8Array<ArrayBuffer>;

export interface BatchColumns {
  length: number;
  numbers: Record<NumberColumn, NumberValues>;
  /** The text of a row, null where it has none. @throws DamageError */
  value(row: number): string | null;
  hasValue(row: number): boolean;
}

const arrays = { uint8: Uint8Array, uint32: Uint32Array, int32: Int32Array, float64: Float64Array } as const;

/**
 * @param body - Starts at a multiple of eight in its buffer, so that columns can be views.
 * @throws DamageError or RangeError when a column does not fit the body.
 */
export function readBatch(head: MessageHead, body: Bytes): BatchColumns {
  const layout = new Layout(head, body);
  const { length } = layout;
  const numbers: Partial<Record<NumberColumn, NumberValues>> = {};
  let texts: Pick<BatchColumns, 'value' | 'hasValue'> = { value: () => null, hasValue: () => false };
  // Each column of numbers has two buffers (validity, values), the text column three (validity, offsets, values).
  let buffer = 0;
  for (const [column, [name, type]] of schemaColumns.entries()) {
    const nulls = layout.nulls(column);
    if (type === 'utf8') {
      const validity = nulls > 0 ? layout.bytes(buffer, Math.ceil(length / 8)) : null;
      const offsets = layout.bytes(buffer + 1, length === 0 ? 0 : 4 * (length + 1));
      texts = textReader(validity, int32(offsets), layout.bytes(buffer + 2));
      buffer += 3;
    } else {
      if (nulls > 0) throw new DamageError(`column "${name}" has empty places`);
      const bytes = layout.bytes(buffer + 1, length * arrays[type].BYTES_PER_ELEMENT);
      numbers[name] = new arrays[type](bytes.buffer, bytes.byteOffset, length);
      buffer += 2;
    }
  }
  return { length, numbers: numbers as Record<NumberColumn, NumberValues>, ...texts };
}

/** Where the buffers of a batch lie in its body. */
class Layout {
  readonly length: number;
  readonly #view: DataView;
  readonly #body: Bytes;
  readonly #nodes: Vector;
  readonly #buffers: Vector;

  constructor({ view, table }: MessageHead, body: Bytes) {
    const lengthField = fieldAt(view, table, 0);
    this.length = lengthField === 0 ? 0 : sizeAt(view, lengthField);
    this.#view = view;
    this.#body = body;
    this.#nodes = vectorAt(view, fieldAt(view, table, 1), 16);
    this.#buffers = vectorAt(view, fieldAt(view, table, 2), 16);
    if (fieldAt(view, table, 3) !== 0) throw new DamageError('a compressed batch, which this format does not have');
  }

  nulls(column: number): number {
    if (column >= this.#nodes.length) throw new DamageError('a batch with too few columns');
    const node = this.#nodes.start + 16 * column;
    if (sizeAt(this.#view, node) !== this.length) throw new DamageError('columns of different lengths');
    return sizeAt(this.#view, node + 8);
  }

  /** The first bytes of a buffer, or all of it. */
  bytes(index: number, wanted?: number): Bytes {
    if (index >= this.#buffers.length) throw new DamageError('a batch with too few columns');
    const offset = sizeAt(this.#view, this.#buffers.start + 16 * index);
    const stored = sizeAt(this.#view, this.#buffers.start + 16 * index + 8);
    const length = wanted ?? stored;
    if (length > stored || offset + stored > this.#body.length) {
      throw new DamageError('a column runs over the end of its batch');
    }
    return this.#body.subarray(offset, offset + length);
  }
}

function int32(bytes: Bytes): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

// A byte order mark that a script put is part of its text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function textReader(
  validity: Uint8Array | null,
  offsets: Int32Array,
  values: Uint8Array,
): Pick<BatchColumns, 'value' | 'hasValue'> {
  const hasValue = (row: number) => validity === null || ((validity[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  // of bytes that are a character each, one call into the engine serves all rows
  const all = decoder.decode(values);
  const isSimple = all.length === values.length;
  const value = (row: number) => {
    if (!hasValue(row)) return null;
    const from = offsets[row] ?? -1;
    const to = offsets[row + 1] ?? -1;
    if (from < 0 || to < from || to > values.length) throw new DamageError('a text runs over the end of its batch');
    return isSimple ? all.slice(from, to) : decoder.decode(values.subarray(from, to));
  };
  return { value, hasValue };
}
