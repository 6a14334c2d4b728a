// How an object has been got from lately: who, how often, and whether what it gets keeps it busy.

import type { Nanos } from '../base/units.ts';

/** What a process took within this time of its own counts as lately; while it waits for an answer its time stands still… */
const windowNanos = 1_000_000;
/** …and an item that took it longer than this may be followed by another such one. */
const slowNanos = 100_000;
/** More are not counted. */
export const mostTakes = 1024;

export class Habit {
  getter: number;
  /** It has computed long with its last item: it may with the next. */
  isSlow = false;
  /** A ring of its latest takes, each as what it had worked by then; not older than one window before the last. */
  readonly #takes = new Float64Array(mostTakes);
  #oldest = 0;
  #count = 0;
  #last: Nanos = Number.NaN;
  /** Between its takes and the calls that followed them. */
  #worked: Nanos = 0;

  constructor(getter: number) {
    this.getter = getter;
  }

  /** Takes within one window before the last one. */
  get tookLately(): number {
    return this.#count;
  }

  /** Another process has begun to get. */
  startOver(getter: number): void {
    this.getter = getter;
    this.isSlow = false;
    this.#count = 0;
    this.#last = Number.NaN;
  }

  /** It has called at `at`, and waits for the answer. */
  asked(at: Nanos): void {
    this.isSlow = at - this.#last > slowNanos; // false before its first take
    this.#called(at);
  }

  /** Its link, which knows better whether it had computed or just waited for a core, has answered a call at `calledAt` by itself. */
  answered(calledAt: Nanos, takenAt: Nanos): void {
    this.isSlow = false;
    this.#called(calledAt);
    this.took(takenAt);
  }

  took(at: Nanos): void {
    this.#last = at;
    while (this.#count > 0 && (this.#takes[this.#oldest] ?? 0) < this.#worked - windowNanos) this.#drop();
    if (this.#count === mostTakes) this.#drop();
    this.#takes[(this.#oldest + this.#count++) % mostTakes] = this.#worked;
  }

  #called(at: Nanos): void {
    if (at > this.#last) this.#worked += at - this.#last; // not before its first take
  }

  #drop(): void {
    this.#oldest = (this.#oldest + 1) % mostTakes;
    this.#count--;
  }
}
