// Rows as columns, filled in place and used again after every flush: a busy run makes no garbage per row.
// Most rows of a busy run are the preview of an item, the call that sends it and its return in the same moment: they become one row.

import type { Slice } from '../base/slice.ts';
import { blankRow, kindNumber, type TraceRow } from './event.ts';
import { longestPass, packedKind } from './packed.ts';
import { type ColumnType, type NumberColumn, schemaColumns } from './schema.ts';
import { TextColumn } from './text-column.ts';

type NumberArray = Uint8Array | Uint32Array | Int32Array | Float64Array;

const arrays = {
  uint8: Uint8Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float64: Float64Array,
} as const satisfies Record<Exclude<ColumnType, 'utf8'>, unknown>;

export const numberColumns = schemaColumns.filter((column) => column[1] !== 'utf8') as unknown as readonly (readonly [
  NumberColumn,
  Exclude<ColumnType, 'utf8'>,
])[];

export type NumberColumns = Record<NumberColumn, NumberArray>;

export function makeColumns(capacity: number): NumberColumns {
  const made = numberColumns.map(([name, type]) => [name, new arrays[type](capacity)]);
  return Object.fromEntries(made) as NumberColumns;
}

export class RowBuffer {
  #length = 0;
  #capacity: number;
  #columns: NumberColumns;
  readonly #texts: TextColumn;
  readonly #definition: TraceRow = { ...blankRow, kind: kindNumber.string };

  constructor(capacity = 1024) {
    this.#capacity = capacity;
    this.#columns = makeColumns(capacity);
    this.#texts = new TextColumn(capacity);
  }

  /** Rows as they will be written; fewer than were pushed. */
  get length(): number {
    return this.#length;
  }

  get columns(): Readonly<NumberColumns> {
    return this.#columns;
  }

  get texts(): TextColumn {
    return this.#texts;
  }

  /** Copies the row; the caller may use the object again. */
  push(row: TraceRow): void {
    const { kind } = row;
    if (kind === kindNumber.return && this.#joinsCall(row)) return;
    const definesText = kind === kindNumber.call && row.text !== 0 && this.#isDefinedLast(row.text);
    if (!definesText && this.#length === this.#capacity) this.#grow();
    const i = definesText ? this.#length - 1 : this.#length++;
    this.#fill(i, row);
    if (!definesText) this.#texts.set(i, row.value);
  }

  /** The row that defines string `number`, whose UTF-8 is copied. */
  pushText(number: number, text: Slice): void {
    if (this.#length === this.#capacity) this.#grow();
    const i = this.#length++;
    this.#definition.text = number;
    this.#fill(i, this.#definition);
    this.#texts.setBytes(i, text);
  }

  #fill(i: number, row: TraceRow): void {
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
  }

  clear(): void {
    this.#texts.clear(this.#length);
    this.#length = 0;
  }

  /** The last row defines just the string of this number: who is the first to use it can bring it along. */
  #isDefinedLast(text: number): boolean {
    const [{ kind, text: texts, size }, last] = [this.#columns, this.#length - 1];
    return last >= 0 && kind[last] === kindNumber.string && texts[last] === text && size[last] === blankRow.size;
  }

  /** Makes one row of the last one, a call, and its return, where nothing of either would be lost. */
  #joinsCall(row: TraceRow): boolean {
    const last = this.#length - 1;
    if (last < 0 || !this.#isReturnOf(row, last)) return false;
    const columns = this.#columns;
    const [calledAt = 0, message = 0] = [columns.t[last], columns.message[last]];
    const passed = row.t - calledAt;
    if (!(passed >= 0 && passed <= longestPass) || calledAt + Math.trunc(passed) !== row.t) return false;
    if (message !== 0 && message !== row.message) return false;
    columns.kind[last] = message === 0 && row.message !== 0 ? packedKind.received : packedKind.passed;
    columns.message[last] = row.message;
    columns.size[last] = row.size;
    columns.code[last] = passed;
    return true;
  }

  #isReturnOf(row: TraceRow, last: number): boolean {
    const { kind, operation, seq, k, process, object, op, size, code, by, reason } = this.#columns;
    const isCall = kind[last] === kindNumber.call && size[last] === -1 && code[last] === 0 && by[last] === 0;
    if (!isCall || operation[last] !== row.operation || seq[last] !== row.seq - 1 || k[last] !== row.k) return false;
    if (process[last] !== row.process || object[last] !== row.object || op[last] !== row.op) return false;
    if (reason[last] !== 0 || row.reason !== 0 || row.by !== 0) return false;
    return row.code === 0 && row.site === 0 && row.text === 0 && row.bytes === 0;
  }

  #grow(): void {
    this.#capacity *= 2;
    const grown = makeColumns(this.#capacity);
    for (const [name] of numberColumns) grown[name].set(this.#columns[name]);
    this.#columns = grown;
    this.#texts.grow(this.#capacity);
  }
}
