// Every analysis; the one place to add another.

import type { Finding } from '../trace/finding.ts';
import type { Trace } from '../trace/trace.ts';
import type { Analysis } from './analysis.ts';
import { Analyzer } from './analyzer.ts';
import { lockOrder } from './locks/lock-order.ts';
import { saidOnce } from './said-once.ts';
import { lostUpdate } from './shared/lost-update.ts';

export const analyses: readonly Analysis[] = [
  // locks and signals
  lockOrder,
  // shared state
  lostUpdate,
];

export type { Analyzer } from './analyzer.ts';

/** Follows a trace that grows: ask for its `findings` whenever there is more. */
export function analyzerOf(trace: Trace): Analyzer {
  return new Analyzer(trace, analyses);
}

/** What the kernel said while the run went on, and what the analyses make of it, each once. */
export function allFindings(trace: Trace): Finding[] {
  return [...saidOnce(trace.findings()), ...analyzerOf(trace).findings(true)];
}
