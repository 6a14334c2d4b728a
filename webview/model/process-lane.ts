// One process over time: its states lane-major (reading rows one by one is ten times slower), its marks, its pyramid.

import type { Nanos } from '../../src/base/units.ts';
import { Bytes, Floats, Words } from './numbers.ts';
import { mergeShares, Pyramid } from './pyramid.ts';
import { countUpTo } from './search.ts';
import { isBlocked, shareOf, stateNumber } from './states.ts';

export class ProcessLane {
  readonly kind = 'process';
  readonly process: number;
  /** State `i` lasts from its time to the next one's. */
  readonly times = new Floats();
  readonly states = new Bytes();
  /** The row that began the state. */
  readonly rows = new Words();
  /** Rows with a mark of their own, in order, and their times. */
  readonly marks = new Words();
  readonly markTimes = new Floats();
  readonly pyramid = new Pyramid(mergeShares);
  /** Blocked operations, the latest last. */
  readonly #waiting: { operation: number; state: number; row: number }[] = [];
  #filled: Nanos = 0;
  #open = [0, 0, 0, 0];

  constructor(process: number) {
    this.process = process;
  }

  get state(): number {
    return this.states.length === 0 ? stateNumber.absent : this.states.at(this.states.length - 1);
  }

  become(state: number, t: Nanos, row: number): void {
    if (state === this.state && !isBlocked(state)) return;
    this.#fill(t);
    this.times.push(t);
    this.states.push(state);
    this.rows.push(row);
  }

  block(operation: number, state: number, t: Nanos, row: number): void {
    this.#waiting.push({ operation, state, row });
    this.become(state, t, row);
  }

  /** An operation goes on; the process runs unless an earlier one of its operations still waits. */
  unblock(operation: number, t: Nanos, row: number): void {
    const at = this.#waiting.findIndex((waiting) => waiting.operation === operation);
    if (at < 0) return;
    const [gone] = this.#waiting.splice(at, 1);
    const next = this.#waiting.at(-1);
    if (this.state === stateNumber.ended || gone === undefined) return;
    if (next === undefined) this.become(stateNumber.running, t, row);
    else if (at === this.#waiting.length) this.become(next.state, t, next.row);
  }

  mark(t: Nanos, row: number): void {
    this.marks.push(row);
    this.markTimes.push(t);
  }

  /** Index of the state at `t`, -1 before the first. */
  indexAt(t: Nanos): number {
    return countUpTo(this.times.view(), this.times.length, t) - 1;
  }

  /** Closes the buckets up to `t` with the state that lasted until then. */
  #fill(t: Nanos): void {
    const share = shareOf(this.state);
    while (this.#filled < t) {
      const width = this.pyramid.width;
      const bucketEnd = this.pyramid.end + width;
      const until = Math.min(t, bucketEnd);
      if (share >= 0) this.#open[share] = (this.#open[share] ?? 0) + until - this.#filled;
      this.#filled = until;
      if (until === bucketEnd) this.#close(width);
    }
  }

  #close(width: number): void {
    let bucket = 0;
    for (let share = 0; share < 4; share++) {
      bucket |= Math.round(((this.#open[share] ?? 0) / width) * 255) << (share * 8);
      this.#open[share] = 0;
    }
    this.pyramid.push(bucket >>> 0);
  }
}
