// The lowest of a number that changes with time, for each of a few hundred equal pieces of it: longer ones the longer it goes on.

import type { Nanos } from '../../base/units.ts';

const mostPieces = 512;

export class Lows {
  readonly #from: Nanos;
  #width: Nanos;
  #lows: number[] = [];

  constructor(from: Nanos, width: Nanos) {
    this.#from = from;
    this.#width = width;
  }

  add(t: Nanos, value: number): void {
    let piece = this.#pieceAt(t);
    while (piece >= mostPieces) {
      this.#halve();
      piece = this.#pieceAt(t);
    }
    while (this.#lows.length <= piece) this.#lows.push(Number.POSITIVE_INFINITY);
    this.#lows[piece] = Math.min(this.#lows[piece] ?? value, value);
  }

  /** The lowest of each of `count` equal parts of the time; fewer where there is nothing known of one. */
  parts(from: Nanos, to: Nanos, count: number): number[] {
    const [first, end] = [this.#pieceAt(from), this.#pieceAt(to) + 1];
    const found: number[] = [];
    for (let part = 0; part < count; part++) {
      const start = first + Math.floor(((end - first) * part) / count);
      const stop = first + Math.floor(((end - first) * (part + 1)) / count);
      const low = Math.min(...this.#lows.slice(start, stop));
      if (Number.isFinite(low)) found.push(low);
    }
    return found;
  }

  #pieceAt(t: Nanos): number {
    return Math.max(0, Math.floor((t - this.#from) / this.#width));
  }

  #halve(): void {
    const wider: number[] = [];
    for (let i = 0; i < this.#lows.length; i += 2) {
      wider.push(Math.min(this.#lows[i] ?? Number.POSITIVE_INFINITY, this.#lows[i + 1] ?? Number.POSITIVE_INFINITY));
    }
    this.#lows = wider;
    this.#width *= 2;
  }
}
