// Writing and reading the fields of frames: little endian, strings and lists with their length in front.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Collects fields into one frame: `u32 length` (of what follows) and then the fields. */
export class FrameWriter {
  #bytes = new Uint8Array(128);
  #view = new DataView(this.#bytes.buffer);
  #length = 4;

  u8(value: number): this {
    this.#room(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  u16(value: number): this {
    this.#room(2);
    this.#view.setUint16(this.#length, value, true);
    this.#length += 2;
    return this;
  }

  u32(value: number): this {
    this.#room(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  f64(value: number): this {
    this.#room(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
    return this;
  }

  text(value: string): this {
    return this.bytes(encoder.encode(value));
  }

  bytes(value: Uint8Array): this {
    return this.u32(value.length).rest(value);
  }

  numbers(values: readonly number[]): this {
    if (values.length > 0xffff)
      throw new RangeError(`${values.length} handles in one message: at most 65535 can be sent`);
    this.u16(values.length);
    for (const value of values) this.u32(value);
    return this;
  }

  /** The last field: bytes up to the end of the frame. */
  rest(value: Uint8Array): this {
    this.#room(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  finish(): Uint8Array {
    this.#view.setUint32(0, this.#length - 4, true);
    return this.#bytes.subarray(0, this.#length);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Reads the fields of one frame without its length. Reading past the end throws a RangeError. */
export class FrameReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(frame: Uint8Array) {
    this.#bytes = frame;
    this.#view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  }

  u8(): number {
    return this.#view.getUint8(this.#step(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#step(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#step(4), true);
  }

  f64(): number {
    return this.#view.getFloat64(this.#step(8), true);
  }

  text(): string {
    return decoder.decode(this.bytes());
  }

  bytes(): Uint8Array {
    const length = this.u32();
    const start = this.#step(length);
    if (this.#at > this.#bytes.length) throw new RangeError('a frame ends in the middle of a field');
    return this.#bytes.subarray(start, start + length);
  }

  numbers(): number[] {
    return Array.from({ length: this.u16() }, () => this.u32());
  }

  rest(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  #step(size: number): number {
    const at = this.#at;
    this.#at += size;
    return at;
  }
}

/** Cuts a stream of bytes into frames. A frame is a view of the chunk that it came in; one that spans several is copied once. */
export class FrameSplitter {
  #parts: Uint8Array[] = [];
  #have = 0;

  /** Bytes of a frame that has begun and not ended. */
  get pending(): number {
    return this.#have;
  }

  /** @returns the frames (without their lengths) that are complete now. */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#parts.push(chunk);
    this.#have += chunk.length;
    if (this.#have < this.#needed()) return [];
    const bytes = this.#joined();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const frames: Uint8Array[] = [];
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = view.getUint32(at, true);
      if (bytes.length - at - 4 < length) break;
      frames.push(bytes.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    this.#parts = at === bytes.length ? [] : [bytes.subarray(at)];
    this.#have = bytes.length - at;
    return frames;
  }

  /** Bytes that the frame which has begun takes up; joining before they are here would copy a large frame again and again. */
  #needed(): number {
    const first = this.#parts[0];
    if (!first || this.#have < 4) return 4;
    if (first.length < 4) this.#joined();
    const head = this.#parts[0] ?? first;
    return 4 + new DataView(head.buffer, head.byteOffset, head.length).getUint32(0, true);
  }

  #joined(): Uint8Array {
    const [first] = this.#parts;
    if (this.#parts.length === 1 && first) return first;
    const joined = new Uint8Array(this.#have);
    let at = 0;
    for (const part of this.#parts) {
      joined.set(part, at);
      at += part.length;
    }
    this.#parts = [joined];
    return joined;
  }
}
