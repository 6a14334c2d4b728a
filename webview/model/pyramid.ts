// Level of detail: power-of-two buckets over one lane, so that a frame costs the pixels it has and not the events.

/** Buckets of the finest level before the finest level is dropped and the next one takes its place. */
const most = 8192;

/** Width of the finest bucket at the beginning: 2^14 ns, 16 µs; shorter views are drawn exactly anyway. */
const firstWidth = 16384;

export type Merge = (left: number, right: number, roundUp: boolean) => number;

/** Four shares of one byte each: averaged, rounding up and down in turn, for always the same way would drift. */
export function mergeShares(left: number, right: number, roundUp: boolean): number {
  const up = roundUp ? 1 : 0;
  let merged = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    merged |= ((((left >>> shift) & 255) + ((right >>> shift) & 255) + up) >> 1) << shift;
  }
  return merged >>> 0;
}

/** Least depth in the low half, greatest in the high half. */
export function mergeDepths(left: number, right: number): number {
  const least = Math.min(left & 0xffff, right & 0xffff);
  return ((Math.max(left >>> 16, right >>> 16) << 16) | least) >>> 0;
}

/** Buckets are pushed in the order of time; a parent is written when its second child is. */
export class Pyramid {
  #levels: Uint32Array[] = [new Uint32Array(64)];
  #counts: number[] = [0];
  #width = firstWidth;
  readonly #merge: Merge;

  constructor(merge: Merge) {
    this.#merge = merge;
  }

  /** Width in ns of the finest bucket; doubles as the trace grows. */
  get width(): number {
    return this.#width;
  }

  /** Up to here (ns) all is in buckets. */
  get end(): number {
    return (this.#counts[0] ?? 0) * this.#width;
  }

  /** Returns true when the finest level was dropped: buckets are now twice as wide. */
  push(bucket: number): boolean {
    this.#put(0, bucket);
    if ((this.#counts[0] ?? 0) < most) return false;
    this.#levels.shift();
    this.#counts.shift();
    this.#width *= 2;
    return true;
  }

  #put(level: number, bucket: number): void {
    let list = this.#levels[level] ?? new Uint32Array(64);
    const count = this.#counts[level] ?? 0;
    if (count === list.length) {
      const grown = new Uint32Array(list.length * 2);
      grown.set(list);
      list = grown;
    }
    list[count] = bucket;
    this.#levels[level] = list;
    this.#counts[level] = count + 1;
    if (count % 2 === 1) this.#put(level + 1, this.#merge(list[count - 1] ?? 0, bucket, level % 2 === 0));
  }

  /** The coarsest level whose buckets are not wider than `width`, the finest where all are. */
  levelFor(width: number): number {
    const level = Math.floor(Math.log2(Math.max(1, width / this.#width)));
    return Math.min(level, this.#levels.length - 1);
  }

  /** The bucket of `level` that holds time `t`, or -1 where it is not written yet. */
  at(level: number, t: number): number {
    const index = Math.floor(t / (this.#width * 2 ** level));
    if (index < 0 || index >= (this.#counts[level] ?? 0)) return -1;
    return this.#levels[level]?.[index] ?? -1;
  }
}
