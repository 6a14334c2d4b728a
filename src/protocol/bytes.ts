// Writing and reading the fields of frames: little endian, strings and lists with their length in front.

import { Slice } from '../base/slice.ts';

const slabBytes = 64 * 1024;
/** Up to so many characters a loop is faster than a call into Node. */
const shortText = 32;
const none: readonly number[] = Object.freeze([]);

/** Writes frames one behind the other into one piece of memory: `u32 length` (of what follows) and then the fields. */
export class FrameWriter {
  #bytes = Buffer.allocUnsafeSlow(1024);
  #view = viewOf(this.#bytes);
  /** What has been taken ends here. */
  #taken = 0;
  /** The frame that is being written begins here. */
  #frame = 0;
  #length = 0;

  /** Bytes of whole frames that have not been taken. */
  get pending(): number {
    return this.#frame - this.#taken;
  }

  begin(op: number): this {
    this.#frame = this.#length;
    this.#room(5);
    this.#length += 4;
    this.#bytes[this.#length++] = op;
    return this;
  }

  end(): void {
    this.#view.setUint32(this.#frame, this.#length - this.#frame - 4, true);
    this.#frame = this.#length;
  }

  /** The frames written since the last call. Their memory is not written again. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(this.#taken, this.#frame);
    this.#taken = this.#frame;
    return taken;
  }

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

  i32(value: number): this {
    this.#room(4);
    this.#view.setInt32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  text(value: string | Slice): this {
    if (typeof value !== 'string') return this.u32(value.length).part(value.memory, value.start, value.length);
    this.#room(4 + value.length * 3);
    const before = this.#length;
    this.#length += 4;
    this.#view.setUint32(before, this.#write(value), true);
    return this;
  }

  /** The last field: a text up to the end of the frame. */
  restText(value: string): this {
    this.#room(value.length * 3);
    this.#write(value);
    return this;
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
    return this.part(value, 0, value.length);
  }

  /** The same of a part of a piece of memory. */
  part(memory: Uint8Array, start: number, length: number): this {
    this.#room(length);
    const [bytes, at] = [this.#bytes, this.#length];
    if (length <= shortText) for (let i = 0; i < length; i++) bytes[at + i] = memory[start + i] ?? 0;
    else bytes.set(start === 0 && length === memory.length ? memory : memory.subarray(start, start + length), at);
    this.#length += length;
    return this;
  }

  /** There must be room. @returns how many bytes it takes */
  #write(value: string): number {
    const start = this.#length;
    const written = this.#ascii(value, start) ? value.length : this.#bytes.write(value, start, 'utf8');
    this.#length += written;
    return written;
  }

  #ascii(value: string, at: number): boolean {
    if (value.length > shortText) return false;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) return false;
      this.#bytes[at + i] = code;
    }
    return true;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const kept = this.#length - this.#taken;
    const grown = Buffer.allocUnsafeSlow(Math.max(slabBytes, kept * 2, kept + more));
    grown.set(this.#bytes.subarray(this.#taken, this.#length));
    this.#frame -= this.#taken;
    this.#taken = 0;
    this.#length = kept;
    this.#bytes = grown;
    this.#view = viewOf(grown);
  }
}

/** Reads the fields of frames in one piece of memory. Reading past the end of the frame throws a RangeError. */
export class FrameReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  #at = 0;
  #end: number;

  /** @param bytes - One frame without its length, or several with theirs, for `enter`. */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#view = viewOf(bytes);
    this.#end = bytes.length;
  }

  /** Goes to the frame whose fields are from `start` to `end`. */
  enter(start: number, end: number): void {
    this.#at = start;
    this.#end = end;
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
    const length = this.u32();
    if (length === 0) return '';
    const start = this.#step(length);
    const end = start + length;
    return length <= shortText && this.#isAscii(start, end)
      ? this.#bytes.toString('latin1', start, end)
      : this.#bytes.toString('utf8', start, end);
  }

  /** The same as it stands there, in the frame's memory: for what is only handed on. */
  rawText(): string | Slice {
    const length = this.u32();
    return length === 0 ? '' : this.slice(length);
  }

  /** A view of the frame's memory. */
  bytes(): Uint8Array {
    const length = this.u32();
    return this.#part(this.#step(length), length);
  }

  /** The next `length` bytes, in the frame's memory. */
  slice(length: number): Slice {
    return new Slice(this.#bytes, this.#step(length), length);
  }

  /** The same for what is left of the frame. */
  restSlice(): Slice {
    return this.slice(this.#end - this.#at);
  }

  numbers(): readonly number[] {
    const count = this.u16();
    return count === 0 ? none : Array.from({ length: count }, () => this.u32());
  }

  /** A view of what is left of the frame. */
  rest(): Uint8Array {
    return this.#part(this.#at, this.#end - this.#at);
  }

  #isAscii(start: number, end: number): boolean {
    const bytes = this.#bytes;
    for (let at = start; at < end; at++) if ((bytes[at] ?? 0) > 127) return false;
    return true;
  }

  #part(start: number, length: number): Uint8Array {
    return new Uint8Array(this.#bytes.buffer as ArrayBuffer, this.#bytes.byteOffset + start, length);
  }

  #step(size: number): number {
    const at = this.#at;
    this.#at += size;
    if (this.#at > this.#end) throw new RangeError('a frame ends in the middle of a field');
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

  /** Calls `visit` for every frame (without its length) that is complete now, in order; the reader stands at its first field. */
  push(chunk: Uint8Array, visit: (frame: FrameReader) => void): void {
    this.#parts.push(chunk);
    this.#have += chunk.length;
    if (this.#have < this.#needed()) return;
    const bytes = this.#joined();
    const view = viewOf(bytes);
    const reader = new FrameReader(bytes);
    let at = 0;
    try {
      while (bytes.length - at >= 4) {
        const start = at + 4;
        const end = start + view.getUint32(at, true);
        if (end > bytes.length) break;
        at = end;
        reader.enter(start, end);
        visit(reader);
      }
    } finally {
      // also where a visit throws: its frame is done with
      this.#parts = at === bytes.length ? [] : [bytes.subarray(at)];
      this.#have = bytes.length - at;
    }
  }

  /** Bytes that the frame which has begun takes up; joining before they are here would copy a large frame again and again. */
  #needed(): number {
    const first = this.#parts[0];
    if (!first || this.#have < 4) return 4;
    if (first.length < 4) this.#joined();
    const head = this.#parts[0] ?? first;
    return 4 + viewOf(head).getUint32(0, true);
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

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
