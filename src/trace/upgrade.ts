// Rows of older format versions become rows of the present one while they are read; nothing else in the project knows old versions.

import { type TraceRow, traceVersion } from './event.ts';

/** Changes a row of version N in place into one of version N + 1. */
export type Upgrade = (row: TraceRow) => void;

/** By the version that they upgrade from. A new `traceVersion` needs an entry here and a heading in FORMAT.md. */
export const upgrades: ReadonlyMap<number, Upgrade> = new Map();

/**
 * The steps from `version` to `target`, in order.
 *
 * @throws Error when a step is missing: a version was added without its upgrade.
 */
export function upgradesFrom(version: number, target: number = traceVersion, known = upgrades): Upgrade[] {
  const steps: Upgrade[] = [];
  for (let from = version; from < target; from++) {
    const step = known.get(from);
    if (!step) throw new Error(`upgradesFrom: no upgrade from trace version ${from}`);
    steps.push(step);
  }
  return steps;
}
