// One queue, lock or other shared object over time: its depth after every event, when items came and went, who holds it.

import type { Nanos } from '../../src/base/units.ts';
import { Floats, Words } from './numbers.ts';
import type { ObjectKind } from './object-kinds.ts';
import { ObjectUse } from './object-use.ts';
import { mergeDepths, Pyramid } from './pyramid.ts';
import { countUpTo } from './search.ts';

export class QueueLane {
  readonly kind = 'queue';
  readonly object: number;
  readonly is: ObjectKind;
  readonly use = new ObjectUse();
  /** What the trace counted when it was created: the permits of a semaphore. */
  first = 0;
  /** The process below whose lane the queue is drawn. */
  user: number;
  /** Whether a process has put or got, not only created it. */
  used = false;
  readonly times = new Floats();
  readonly depths = new Words();
  readonly rows = new Words();
  /** Times at which an item came, and went. */
  readonly came = new Floats();
  readonly went = new Floats();
  readonly pyramid = new Pyramid(mergeDepths);
  #greatest = 0;
  #filled: Nanos = 0;
  #open = -1;

  constructor(object: number, is: ObjectKind, user: number) {
    this.object = object;
    this.is = is;
    this.user = user;
  }

  /** The greatest depth so far: the scale of the lane where the queue has no bound. */
  get greatest(): number {
    return this.#greatest;
  }

  get depth(): number {
    return this.depths.length === 0 ? 0 : this.depths.at(this.depths.length - 1);
  }

  /** @param size what the trace counts */
  become(size: number, t: Nanos, row: number): void {
    const depth = this.is.countsTaken && this.first > 0 ? Math.max(0, this.first - size) : size;
    if (depth === this.depth) return;
    this.#fill(t);
    const held = this.depth;
    this.times.push(t);
    this.depths.push(depth);
    this.rows.push(row);
    this.#greatest = Math.max(this.#greatest, depth);
    const both = (Math.max(held, depth) << 16) | Math.min(held, depth);
    this.#open = this.#open < 0 ? both >>> 0 : mergeDepths(this.#open, both >>> 0);
  }

  indexAt(t: Nanos): number {
    return countUpTo(this.times.view(), this.times.length, t) - 1;
  }

  #fill(t: Nanos): void {
    const depth = Math.min(this.depth, 0xffff);
    const held = ((depth << 16) | depth) >>> 0;
    while (this.#filled < t) {
      const bucketEnd = this.pyramid.end + this.pyramid.width;
      this.#open = this.#open < 0 ? held : mergeDepths(this.#open, held);
      this.#filled = Math.min(t, bucketEnd);
      if (this.#filled === bucketEnd) {
        this.pyramid.push(this.#open);
        this.#open = -1;
      }
    }
  }
}
