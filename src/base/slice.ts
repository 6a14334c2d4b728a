// A part of a piece of memory.

/** Bytes in a piece of memory that holds more: a view of them would often cost more than they do themselves. */
export class Slice {
  readonly memory: Buffer;
  readonly start: number;
  readonly length: number;

  constructor(memory: Buffer, start: number, length: number) {
    this.memory = memory;
    this.start = start;
    this.length = length;
  }

  view(): Uint8Array {
    const { memory, start, length } = this;
    return new Uint8Array(memory.buffer, memory.byteOffset + start, length);
  }

  /** What they say in UTF-8. */
  text(): string {
    return this.memory.toString('utf8', this.start, this.start + this.length);
  }
}
