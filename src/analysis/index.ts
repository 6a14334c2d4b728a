// Every analysis; the one place to add another.

import type { Finding } from '../trace/finding.ts';
import type { Trace } from '../trace/trace.ts';
import type { Analysis } from './analysis.ts';
import { Analyzer } from './analyzer.ts';
import { lockOrder } from './locks/lock-order.ts';
import { saidOnce } from './said-once.ts';
import { lostUpdate } from './shared/lost-update.ts';
import { mainGuard } from './start/main-guard.ts';
import { moduleLevelQueue } from './start/module-level-queue.ts';
import { deadProducer } from './stuck/dead-producer.ts';
import { pipeEndOpen } from './stuck/pipe-end-open.ts';
import { pipeSharedReader } from './stuck/pipe-shared-reader.ts';

export const analyses: readonly Analysis[] = [
  // locks and signals
  lockOrder,
  // shared state
  lostUpdate,
  // stuck runs, ends of pipes, starting
  mainGuard,
  moduleLevelQueue,
  deadProducer,
  pipeEndOpen,
  pipeSharedReader,
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
