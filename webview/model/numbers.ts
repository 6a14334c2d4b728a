// A growable table of numbers addressed by dense ids, which may arrive out of order: 0 where nothing was set.

export class NumberTable {
  #data = new Uint32Array(1024);

  get(index: number): number {
    return this.#data[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#data.length) {
      // Ids of a damaged file may be huge: beyond this the table would not fit, and the event stays unpaired.
      if (index > 2 ** 27) return;
      const grown = new Uint32Array(Math.max(index + 1, Math.ceil(this.#data.length * 1.5)));
      grown.set(this.#data);
      this.#data = grown;
    }
    this.#data[index] = value;
  }
}
