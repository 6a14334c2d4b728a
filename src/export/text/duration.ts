// Lengths and moments of time as a reader of the text swimlane wants them: short, with the digits that matter.

import type { Nanos } from '../../base/units.ts';

/** `4.96 s`, `38 ms`, `3.2 ms`, `250 µs`. */
export function duration(nanos: Nanos): string {
  const length = Math.max(0, nanos);
  if (length < 999_500) return `${Math.round(length / 1e3)} µs`;
  if (length < 9_950_000) return `${(length / 1e6).toFixed(1)} ms`;
  if (length < 999_500_000) return `${Math.round(length / 1e6)} ms`;
  if (length < 99_995_000_000) return `${(length / 1e9).toFixed(2)} s`;
  return `${Math.round(length / 1e9)} s`;
}

export interface Clock {
  /** Written above the moments. */
  unit: 's' | 'ms';
  /** The moment as a number of that unit. */
  moment(nanos: Nanos): string;
}

/** The unit and the digits that fit a run of this length. */
export function clockFor(length: Nanos): Clock {
  if (length >= 1e9) return { unit: 's', moment: (nanos) => (nanos / 1e9).toFixed(length < 1e11 ? 2 : 1) };
  return { unit: 'ms', moment: (nanos) => (nanos / 1e6).toFixed(length < 1e8 ? 2 : 1) };
}
