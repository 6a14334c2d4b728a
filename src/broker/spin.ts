// Looks for the next frame without sleeping for a moment after the last one, while somebody waits: waking up from the operating
// system's wait costs as much as everything else of a round trip. Only where a core is free for it.

import { availableParallelism, loadavg } from 'node:os';

const spinMs = 0.05;
/** So long what was found out about the machine's load holds. */
const loadHoldsMs = 250;

export class Spin {
  readonly #isWanted: () => boolean;
  readonly #cores = availableParallelism();
  #until = 0;
  #isSpinning = false;
  #isFree = false;
  #askAgainAt = 0;

  /** @param isWanted whether somebody waits for what the next frame may bring */
  constructor(isWanted: () => boolean) {
    this.#isWanted = isWanted;
  }

  /** A frame has come in. */
  heard(): void {
    const now = performance.now();
    this.#until = now + spinMs;
    if (this.#isSpinning || !this.#hasFreeCore(now) || !this.#isWanted()) return;
    this.#isSpinning = true;
    setImmediate(this.#turn);
  }

  readonly #turn = (): void => {
    // a turn of the event loop asks every socket for what has come in
    if (performance.now() < this.#until) setImmediate(this.#turn);
    else this.#isSpinning = false;
  };

  #hasFreeCore(now: number): boolean {
    if (now < this.#askAgainAt) return this.#isFree;
    this.#askAgainAt = now + loadHoldsMs;
    this.#isFree = this.#cores > 1 && (loadavg()[0] ?? 0) < this.#cores;
    return this.#isFree;
  }
}
