// The one column of texts while it is filled: UTF-8, one behind the other, where each ends, and which rows have none.

import type { Slice } from '../base/slice.ts';

/** Up to so many characters a loop is faster than a call into the engine. */
const shortText = 40;
const encoder = new TextEncoder();

export class TextColumn {
  #bytes = new Uint8Array(4096);
  #length = 0;
  #ends: Int32Array;
  #validity: Uint8Array;
  #texts = 0;

  constructor(capacity: number) {
    this.#ends = new Int32Array(capacity + 1);
    this.#validity = new Uint8Array(Math.ceil(capacity / 8));
  }

  /** Bytes of all texts. */
  get byteLength(): number {
    return this.#length;
  }

  /** Rows that have one. */
  get count(): number {
    return this.#texts;
  }

  /** Sets the text of `row`, the one behind the last that was set. */
  set(row: number, value: string | null): void {
    if (value !== null) {
      this.#write(value);
      this.#note(row);
    }
    this.#ends[row + 1] = this.#length;
  }

  /** The same of a text in UTF-8. */
  setBytes(row: number, { memory, start, length }: Slice): void {
    if (this.#length + length > this.#bytes.length) this.#makeRoom(length);
    const [bytes, at] = [this.#bytes, this.#length];
    if (length <= shortText) for (let i = 0; i < length; i++) bytes[at + i] = memory[start + i] ?? 0;
    else memory.copy(bytes, at, start, start + length);
    this.#length += length;
    this.#note(row);
    this.#ends[row + 1] = this.#length;
  }

  #note(row: number): void {
    this.#texts++;
    const at = row >> 3;
    this.#validity[at] = (this.#validity[at] ?? 0) | (1 << (row & 7));
  }

  grow(capacity: number): void {
    const [ends, validity] = [new Int32Array(capacity + 1), new Uint8Array(Math.ceil(capacity / 8))];
    ends.set(this.#ends);
    validity.set(this.#validity);
    this.#ends = ends;
    this.#validity = validity;
  }

  /** What Arrow wants of the first `rows` rows; valid until the next change. */
  parts(rows: number): { validity: Uint8Array; ends: Int32Array; bytes: Uint8Array } {
    return {
      validity: this.#validity.subarray(0, Math.ceil(rows / 8)),
      ends: this.#ends.subarray(0, rows + 1),
      bytes: this.#bytes.subarray(0, this.#length),
    };
  }

  clear(rows: number): void {
    this.#validity.fill(0, 0, Math.ceil(rows / 8));
    this.#length = 0;
    this.#texts = 0;
  }

  #write(value: string): void {
    const most = value.length * 3;
    if (this.#length + most > this.#bytes.length) this.#makeRoom(most);
    if (value.length <= shortText && this.#ascii(value)) this.#length += value.length;
    else this.#length += encoder.encodeInto(value, this.#bytes.subarray(this.#length)).written;
  }

  #ascii(value: string): boolean {
    const [bytes, start] = [this.#bytes, this.#length];
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) return false;
      bytes[start + i] = code;
    }
    return true;
  }

  #makeRoom(more: number): void {
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
