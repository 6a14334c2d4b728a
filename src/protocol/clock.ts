// Nanoseconds since the beginning of the run, the same in all processes of a machine.

import type { Nanos } from '../base/units.ts';

/** @param origin - `process.hrtime.bigint()` at the beginning of the run. */
export function clockFrom(origin: bigint): () => Nanos {
  // the same clock as hrtime without its bigint, which would cost more than many a call
  const offset = Number(process.hrtime.bigint() - origin) - performance.now() * 1e6;
  return () => performance.now() * 1e6 + offset;
}
