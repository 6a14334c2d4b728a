// Growing lists of numbers. One class for each kind of array: a push that meets several kinds takes twenty times as long.

/** Times. */
export class Floats {
  #data = new Float64Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const grown = new Float64Array(this.#length * 1.5);
      grown.set(this.#data);
      this.#data = grown;
    }
    this.#data[this.#length++] = value;
  }

  at(index: number): number {
    return this.#data[index] ?? 0;
  }

  /** The filled part, without a copy; valid until the next push. */
  view(): Float64Array {
    return this.#data.subarray(0, this.#length);
  }
}

/** Rows, depths, ids. */
export class Words {
  #data = new Uint32Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const grown = new Uint32Array(this.#length * 1.5);
      grown.set(this.#data);
      this.#data = grown;
    }
    this.#data[this.#length++] = value;
  }

  at(index: number): number {
    return this.#data[index] ?? 0;
  }

  /** The filled part, without a copy; valid until the next push. */
  view(): Uint32Array {
    return this.#data.subarray(0, this.#length);
  }
}

/** States. */
export class Bytes {
  #data = new Uint8Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const grown = new Uint8Array(this.#length * 1.5);
      grown.set(this.#data);
      this.#data = grown;
    }
    this.#data[this.#length++] = value;
  }

  at(index: number): number {
    return this.#data[index] ?? 0;
  }
}

/** Numbers addressed by dense ids, which may arrive out of order: 0 where nothing was set. */
export class NumberTable {
  #data = new Uint32Array(1024);

  get(index: number): number {
    return this.#data[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#data.length) {
      // Ids of a damaged file may be huge: beyond this the table would not fit, and the event stays unpaired.
      if (index > 2 ** 24) return;
      const grown = new Uint32Array(Math.max(index + 1, Math.ceil(this.#data.length * 1.5)));
      grown.set(this.#data);
      this.#data = grown;
    }
    this.#data[index] = value;
  }
}
