// Rows to bytes of an Arrow stream: the broker appends what this returns, so that a file grows by whole batches. No file access here.

import {
  type Column,
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
import { type TraceRow, traceVersion } from './event.ts';
import { type ColumnType, endMarker, type NumberColumn, schemaColumns, versionKey } from './schema.ts';

const arrowTypes = { uint8, uint32, int32, float64, utf8 } as const;

const arrays = {
  uint8: Uint8Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float64: Float64Array,
} as const satisfies Record<Exclude<ColumnType, 'utf8'>, unknown>;

type NumberArray = Uint8Array | Uint32Array | Int32Array | Float64Array;

const fields: Field[] = schemaColumns.map(([name, type]) => field(name, arrowTypes[type](), name === 'value'));

const schema = {
  version: Version.V5,
  endianness: Endianness.Little,
  fields,
  metadata: new Map([[versionKey, String(traceVersion)]]),
};

/** Rows as columns, filled in place and used again after every flush: a busy run makes no garbage per row. */
export class RowBuffer {
  #length = 0;
  #capacity: number;
  #columns: Record<NumberColumn, NumberArray>;
  #values: (string | null)[] = [];
  readonly #encoder: TraceEncoder;

  /** @param encoder - The stream that `flush` continues; by default a new one. */
  constructor(encoder: TraceEncoder = new TraceEncoder(), capacity = 1024) {
    this.#encoder = encoder;
    this.#capacity = capacity;
    this.#columns = makeColumns(capacity);
  }

  /** Rows since the last flush. */
  get length(): number {
    return this.#length;
  }

  /** Copies the row; the caller may use the object again. */
  push(row: TraceRow): void {
    if (this.#length === this.#capacity) this.#grow();
    const i = this.#length++;
    const columns = this.#columns;
    columns.seq[i] = row.seq;
    columns.t[i] = row.t;
    columns.k[i] = row.k;
    columns.kind[i] = row.kind;
    columns.process[i] = row.process;
    columns.object[i] = row.object;
    columns.op[i] = row.op;
    columns.operation[i] = row.operation;
    columns.message[i] = row.message;
    columns.by[i] = row.by;
    columns.reason[i] = row.reason;
    columns.size[i] = row.size;
    columns.site[i] = row.site;
    columns.text[i] = row.text;
    columns.code[i] = row.code;
    columns.bytes[i] = row.bytes;
    this.#values.push(row.value);
  }

  /** The bytes to append for all rows since the last flush (the first time with the schema); empties the buffer. */
  flush(): Uint8Array {
    const bytes = this.#encoder.encodeColumns(this.#columns, this.#values, this.#length);
    this.#length = 0;
    this.#values.length = 0;
    return bytes;
  }

  #grow(): void {
    this.#capacity *= 2;
    const grown = makeColumns(this.#capacity);
    for (const [name] of numberColumns) grown[name].set(this.#columns[name]);
    this.#columns = grown;
  }
}

/** One `.lanes` stream being written. Concatenate what it returns: first schema, then batches, then `end()`. */
export class TraceEncoder {
  #begun = false;

  /** The bytes to append for these rows: none for no rows, except for the schema at the first call. */
  encode(rows: readonly TraceRow[]): Uint8Array {
    const buffer = new RowBuffer(this, Math.max(1, rows.length));
    for (const row of rows) buffer.push(row);
    return buffer.flush();
  }

  /** The same for the first `length` entries of whole columns, which are copied; see {@link RowBuffer}. */
  encodeColumns(
    columns: Readonly<Record<NumberColumn, NumberArray>>,
    values: (string | null)[],
    length: number,
  ): Uint8Array {
    const skipSchema = this.#begun;
    this.#begun = true;
    if (length === 0) return skipSchema ? new Uint8Array(0) : schemaMessage();
    const bytes = stream(columns, values, length);
    const batchEnd = bytes.length - endMarker().length;
    return bytes.subarray(skipSchema ? schemaMessage().length : 0, batchEnd);
  }

  /** The end marker: says that the recording was closed in order. A file without it is read all the same. */
  end(): Uint8Array {
    return this.#begun ? endMarker() : concat(this.encode([]), endMarker());
  }
}

const numberColumns = schemaColumns.filter((column) => column[1] !== 'utf8') as unknown as readonly (readonly [
  NumberColumn,
  Exclude<ColumnType, 'utf8'>,
])[];

function makeColumns(capacity: number): Record<NumberColumn, NumberArray> {
  const made = numberColumns.map(([name, type]) => [name, new arrays[type](capacity)]);
  return Object.fromEntries(made) as Record<NumberColumn, NumberArray>;
}

function stream(
  columns: Readonly<Record<NumberColumn, NumberArray>>,
  values: (string | null)[],
  length: number,
): Uint8Array {
  const children: Column<unknown>[] = numberColumns.map(([name]) => columnFromArray(columns[name].subarray(0, length)));
  children.push(columnFromArray(values, utf8()));
  const bytes = tableToIPC(new Table(schema, children), { format: 'stream' });
  if (!bytes) throw new Error('TraceEncoder: flechette returned no bytes for an in-memory stream');
  return bytes;
}

let cachedSchema: Uint8Array | null = null;

/** flechette writes whole streams only; the schema message is what stands before the first batch of one. */
function schemaMessage(): Uint8Array {
  if (!cachedSchema) {
    const bytes = stream(makeColumns(1), [null], 1);
    const metadataLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
    cachedSchema = bytes.subarray(0, 8 + metadataLength);
  }
  return cachedSchema.slice();
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
