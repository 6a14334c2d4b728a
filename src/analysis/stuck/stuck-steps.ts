// What the kernel has said that can never end, as the operations that it is.

import type { Finding } from '../../trace/finding.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';

/** In the order in which they are told; at the moment when it is said. */
export function stuckSteps(run: Run, { places }: Finding): Step[] {
  const steps = new Set<Step>();
  for (const { process, site } of places) {
    for (const step of run.openSteps(process)) if (step.site === site && step.blockedT >= 0) steps.add(step);
  }
  return [...steps];
}

/** `has ended`, `ended with 1`, `was killed by signal 9`. */
export function endOf(code: number): string {
  if (code < 0) return `was killed by signal ${-code}`;
  return code === 0 ? 'has ended' : `ended with ${code}`;
}
