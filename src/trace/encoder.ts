// Rows to bytes of an Arrow stream: the broker appends what this returns, so that a file grows by whole batches. No file access here.

import {
  columnFromArray,
  Endianness,
  type Field,
  field,
  float64,
  int32,
  Table,
  tableToIPC,
  uint8,
  uint32,
  utf8,
  Version,
} from '@uwdata/flechette';
import { BatchHead, type BufferPlace } from './batch-head.ts';
import { type TraceRow, traceVersion } from './event.ts';
import { numberColumns, RowBuffer } from './row-buffer.ts';
import { endMarker, prefixBytes, schemaColumns, versionKey } from './schema.ts';

const arrowTypes = { uint8, uint32, int32, float64, utf8 } as const;

const fields: Field[] = schemaColumns.map(([name, type]) => field(name, arrowTypes[type](), name === 'value'));

const schema = {
  version: Version.V5,
  endianness: Endianness.Little,
  fields,
  metadata: new Map([[versionKey, String(traceVersion)]]),
};

/** Arrow's buffers begin at multiples of this. */
const alignment = 8;

/** One `.lanes` stream being written. Concatenate what it returns: first schema, then batches, then `end()`. */
export class TraceEncoder {
  #begun = false;

  /** The bytes to append for these rows: none for no rows, except for the schema at the first call. */
  encode(rows: readonly TraceRow[]): Uint8Array {
    const buffer = new RowBuffer(Math.max(1, rows.length));
    for (const row of rows) buffer.push(row);
    return this.flush(buffer);
  }

  /** The same for the rows of a buffer, which is empty afterwards. */
  flush(rows: RowBuffer): Uint8Array {
    const before = this.#begun ? nothing : parts().schema;
    this.#begun = true;
    const bytes = rows.length === 0 ? before.slice() : batch(rows, before);
    rows.clear();
    return bytes;
  }

  /** The end marker: says that the recording was closed in order. A file without it is read all the same. */
  end(): Uint8Array {
    const before = this.#begun ? nothing : this.encode([]);
    const [bytes, marker] = [new Uint8Array(before.length + endMarker().length), endMarker()];
    bytes.set(before);
    bytes.set(marker, before.length);
    return bytes;
  }
}

const nothing = new Uint8Array(0);

/** One batch message behind `before`. */
function batch(rows: RowBuffer, before: Uint8Array): Uint8Array {
  const { length, columns, texts } = rows;
  const text = texts.parts(length);
  const nulls = length - texts.count;
  const views = numberColumns.flatMap(([name]) => [nothing, asBytes(columns[name].subarray(0, length))]);
  views.push(nulls === 0 ? nothing : text.validity, asBytes(text.ends), text.bytes);
  const places: BufferPlace[] = [];
  let bodyLength = 0;
  for (const view of views) {
    places.push({ offset: bodyLength, length: view.length });
    bodyLength += Math.ceil(view.length / alignment) * alignment;
  }
  const { head } = parts();
  const bytes = new Uint8Array(before.length + head.bytes + bodyLength);
  bytes.set(before);
  head.write(bytes.subarray(before.length), length, nulls, places, bodyLength);
  const body = bytes.subarray(before.length + head.bytes);
  for (const [i, view] of views.entries()) body.set(view, places[i]?.offset);
  return bytes;
}

function asBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

let cached: { schema: Uint8Array; head: BatchHead } | null = null;

/** flechette writes whole streams: what stands before the first batch of one, and the head of that batch. */
function parts(): { schema: Uint8Array; head: BatchHead } {
  if (cached) return cached;
  const sample = numberColumns.map(([, type]) => columnFromArray([0, 0], arrowTypes[type]()));
  const stream = tableToIPC(new Table(schema, [...sample, columnFromArray(['a', null], utf8())]), { format: 'stream' });
  if (!stream) throw new Error('TraceEncoder: flechette returned no bytes for an in-memory stream');
  const schemaBytes = prefixBytes + new DataView(stream.buffer, stream.byteOffset).getUint32(4, true);
  cached = { schema: stream.slice(0, schemaBytes), head: new BatchHead(stream.slice(schemaBytes)) };
  return cached;
}
