// Events on their way from a file into a Trace, a packed row as the two that it stands for: columns enter a Trace many times faster
// than rows do.

import type { NumberValues } from './batch.ts';
import { kindNumber } from './event.ts';
import { isPacked, packedKind } from './packed.ts';
import { makeColumns, type NumberColumns } from './row-buffer.ts';
import type { NumberColumn } from './schema.ts';

type Numbers = Readonly<Record<NumberColumn, NumberValues>>;

const capacity = 4096;

export class EventBlock {
  readonly #columns = makeColumns(capacity);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get columns(): Readonly<NumberColumns> {
    return this.#columns;
  }

  /** Whether the next row may find no room. */
  get isFull(): boolean {
    return this.#length > capacity - 2;
  }

  /** Takes row `i` of a batch: an event, or a row that stands for a call and its return. @returns the last `seq` */
  add(numbers: Numbers, i: number): number {
    const at = this.#length++;
    this.#copy(numbers, i, at);
    const kind = numbers.kind[i] ?? 0;
    if (!isPacked(kind)) return numbers.seq[i] ?? 0;
    this.#copy(numbers, i, this.#length++);
    this.#split(kind, at);
    return (numbers.seq[i] ?? 0) + 1;
  }

  clear(): void {
    this.#length = 0;
  }

  /** What {@link unpack} does, to the two copies of a packed row from `at` on. */
  #split(kind: number, at: number): void {
    const columns = this.#columns;
    columns.kind[at] = kindNumber.call;
    columns.size[at] = -1;
    columns.code[at] = 0;
    if (kind === packedKind.received) columns.message[at] = 0;
    const end = at + 1;
    columns.kind[end] = kindNumber.return;
    columns.seq[end] = (columns.seq[end] ?? 0) + 1;
    columns.t[end] = (columns.t[end] ?? 0) + (columns.code[end] ?? 0);
    columns.code[end] = 0;
    columns.site[end] = 0;
    columns.text[end] = 0;
    columns.bytes[end] = 0;
  }

  /** Written out rather than looped: a loop over column names is several times slower on a million rows. */
  #copy(numbers: Numbers, i: number, at: number): void {
    const columns = this.#columns;
    columns.seq[at] = numbers.seq[i] ?? 0;
    columns.t[at] = numbers.t[i] ?? 0;
    columns.k[at] = numbers.k[i] ?? 0;
    columns.kind[at] = numbers.kind[i] ?? 0;
    columns.process[at] = numbers.process[i] ?? 0;
    columns.object[at] = numbers.object[i] ?? 0;
    columns.op[at] = numbers.op[i] ?? 0;
    columns.operation[at] = numbers.operation[i] ?? 0;
    columns.message[at] = numbers.message[i] ?? 0;
    columns.by[at] = numbers.by[i] ?? 0;
    columns.reason[at] = numbers.reason[i] ?? 0;
    columns.size[at] = numbers.size[i] ?? 0;
    columns.site[at] = numbers.site[i] ?? 0;
    columns.text[at] = numbers.text[i] ?? 0;
    columns.code[at] = numbers.code[i] ?? 0;
    columns.bytes[at] = numbers.bytes[i] ?? 0;
  }
}
