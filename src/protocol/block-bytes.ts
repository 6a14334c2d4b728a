// Growing bytes with varints: small numbers take one byte, and every read is checked, for blocks may be damaged.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Writes varints, zigzag numbers, floats and text into one growing buffer. */
export class BlockWriter {
  #bytes = new Uint8Array(4096);
  #length = 0;

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number from 0 to 2^53 - 1; bit operations would cut it at 2^31. */
  varint(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = rest < 0x7fffffff ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A whole number of either sign, within ±2^52. */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  float64(value: number): void {
    this.#room(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  text(value: string): void {
    const bytes = encoder.encode(value);
    this.varint(bytes.length);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A copy of exactly what was written: a view into a larger buffer would send the whole of it. */
  take(): ArrayBuffer {
    return this.#bytes.buffer.slice(0, this.#length);
  }

  #room(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + size));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Reads what `BlockWriter` wrote; throws a `RangeError` at the first byte that cannot be. */
export class BlockReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(buffer: ArrayBuffer) {
    this.#bytes = new Uint8Array(buffer);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new RangeError('the bytes end in the middle of a value');
    return value;
  }

  varint(): number {
    // Nearly all numbers of a block take one byte or two.
    const first = this.#bytes[this.#at];
    if (first !== undefined && first < 0x80) {
      this.#at++;
      return first;
    }
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      scale *= 0x80;
      if (scale > 2 ** 49) throw new RangeError(`a number at byte ${this.#at} is too long`);
    }
    if (value > Number.MAX_SAFE_INTEGER) throw new RangeError(`a number at byte ${this.#at} is too large`);
    return value;
  }

  signed(): number {
    const value = this.varint();
    if (value < 0x7fffffff) return (value >>> 1) ^ -(value & 1);
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  float64(): number {
    if (this.left < 8) throw new RangeError('the bytes end in the middle of a value');
    const value = new DataView(this.#bytes.buffer).getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  text(): string {
    const length = this.varint();
    if (length > this.left) throw new RangeError(`a text of ${length} bytes does not fit into the ${this.left} left`);
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return decoder.decode(bytes);
  }
}
