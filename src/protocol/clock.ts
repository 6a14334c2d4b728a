// Nanoseconds since the beginning of the run, the same in all processes of a machine.

import type { Nanos } from '../base/units.ts';

/** The two clocks are read so often: one of the times nothing comes between. */
const readings = 16;

/**
 * Whole nanoseconds: what is computed with them stays exact.
 * @param origin - `process.hrtime.bigint()` at the beginning of the run.
 */
export function clockFrom(origin: bigint): () => Nanos {
  // the same clock as hrtime without its bigint, which would cost more than many a call
  const offset = offsetTo(origin);
  return () => Math.round(performance.now() * 1e6 + offset);
}

/** What `performance.now()` lacks, to within the shortest time that reading both clocks took. */
function offsetTo(origin: bigint): number {
  let [best, shortest] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < readings; i++) {
    const before = performance.now();
    const now = Number(process.hrtime.bigint() - origin);
    const after = performance.now();
    if (after - before >= shortest) continue;
    shortest = after - before;
    best = now - ((before + after) / 2) * 1e6;
  }
  return best;
}
