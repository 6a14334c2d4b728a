// Bytes that arrive in pieces and are taken in messages; keeps only what has not been taken.

export class ByteQueue {
  #bytes = new Uint8Array(0);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  push(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#bytes.length) this.#makeRoom(chunk.length);
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** The next bytes, not taken; valid until the next push. */
  peek(offset: number, length: number): Uint8Array {
    return this.#bytes.subarray(this.#start + offset, this.#start + offset + length);
  }

  uint32(offset: number): number {
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#start + offset).getUint32(0, true);
  }

  drop(length: number): void {
    this.#start += length;
    if (this.#start === this.#end) this.clear();
  }

  clear(): void {
    this.#bytes = new Uint8Array(0);
    this.#start = 0;
    this.#end = 0;
  }

  #makeRoom(extra: number): void {
    const needed = this.length + extra;
    // Doubling keeps a batch that comes in many small pieces from being copied once per piece.
    const room = new Uint8Array(this.length === 0 ? needed : Math.max(needed, 2 * this.length));
    room.set(this.#bytes.subarray(this.#start, this.#end));
    this.#bytes = room;
    this.#end = this.length;
    this.#start = 0;
  }
}
