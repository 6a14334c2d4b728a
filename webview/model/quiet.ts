// Remembers the longest quiet stretches of the whole run: the candidates of folded time, kept without looking back.

import type { Nanos } from '../../src/base/units.ts';

export interface Quiet {
  from: Nanos;
  to: Nanos;
}

const kept = 24;

export class QuietStretches {
  #last: Nanos = 0;
  #longest: Quiet[] = [];

  /** Takes the time of the next event; clocks of processes may disagree a little, then nothing was quiet. */
  add(t: Nanos): void {
    if (t <= this.#last) return;
    this.#offer({ from: this.#last, to: t });
    this.#last = t;
  }

  #offer(quiet: Quiet): void {
    const length = quiet.to - quiet.from;
    const least = this.#longest.at(-1);
    if (this.#longest.length === kept && least !== undefined && least.to - least.from >= length) return;
    let at = this.#longest.length;
    while (at > 0) {
      const before = this.#longest[at - 1];
      if (before === undefined || before.to - before.from >= length) break;
      at--;
    }
    this.#longest.splice(at, 0, quiet);
    this.#longest.length = Math.min(this.#longest.length, kept);
  }

  /** The longest first; `now` closes the stretch after the last event of a running trace. */
  longest(now: Nanos): Quiet[] {
    const all = now > this.#last ? [...this.#longest, { from: this.#last, to: now }] : [...this.#longest];
    return all.sort((a, b) => b.to - b.from - (a.to - a.from));
  }
}
