// Bytes on their way to the broker. Small frames are joined when they are written, each once: a full socket costs no copying.

const joinedBytes = 64 * 1024;
const compactAfter = 1024;

export class OutBuffer {
  #parts: Uint8Array[] = [];
  #first = 0;
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  push(part: Uint8Array): void {
    this.#parts.push(part);
    this.#bytes += part.length;
  }

  /** What is to be written next; the same again until some of it has been dropped. */
  head(): Uint8Array {
    const first = this.#parts[this.#first] ?? empty;
    let end = this.#first + 1;
    let length = first.length;
    for (; end < this.#parts.length; end++) {
      const next = this.#parts[end] ?? empty;
      if (length + next.length > joinedBytes) break;
      length += next.length;
    }
    if (end === this.#first + 1) return first;
    const joined = Buffer.concat(this.#parts.slice(this.#first, end), length);
    this.#parts[end - 1] = joined;
    this.#moveTo(end - 1);
    return joined;
  }

  /** The first `count` bytes of the head were written. */
  drop(count: number): void {
    const first = this.#parts[this.#first] ?? empty;
    this.#bytes -= count;
    if (count < first.length) this.#parts[this.#first] = first.subarray(count);
    else this.#moveTo(this.#first + 1);
  }

  clear(): void {
    this.#parts = [];
    this.#first = 0;
    this.#bytes = 0;
  }

  #moveTo(first: number): void {
    this.#parts.fill(empty, this.#first, first);
    this.#first = first;
    if (first < this.#parts.length && first < compactAfter) return;
    this.#parts = this.#parts.slice(first);
    this.#first = 0;
  }
}

const empty = new Uint8Array(0);
