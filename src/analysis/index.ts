// Every analysis; the one place to add another.

import type { Finding } from '../trace/finding.ts';
import type { Trace } from '../trace/trace.ts';
import type { Analysis } from './analysis.ts';
import { Analyzer } from './analyzer.ts';
import { killedUser } from './locks/killed-user.ts';
import { lockAcrossWait } from './locks/lock-across-wait.ts';
import { lockOrder } from './locks/lock-order.ts';
import { semaphoreLeak } from './locks/semaphore-leak.ts';
import { lostUpdate } from './shared/lost-update.ts';
import { valueCheckThenAct } from './shared/value-check-then-act.ts';
import { barrierIncomplete } from './signals/barrier-incomplete.ts';
import { eventPulse } from './signals/event-pulse.ts';
import { lostWakeup } from './signals/lost-wakeup.ts';
import { waitWithoutRecheck } from './signals/wait-without-recheck.ts';
import { wrongWaiter } from './signals/wrong-waiter.ts';

export const analyses: readonly Analysis[] = [
  // locks and signals
  lockOrder,
  lockAcrossWait,
  lostWakeup,
  waitWithoutRecheck,
  wrongWaiter,
  eventPulse,
  semaphoreLeak,
  killedUser,
  barrierIncomplete,
  // shared state
  lostUpdate,
  valueCheckThenAct,
];

export type { Analyzer } from './analyzer.ts';

/** Follows a trace that grows: ask for its `findings` whenever there is more. */
export function analyzerOf(trace: Trace): Analyzer {
  return new Analyzer(trace, analyses);
}

/** What the kernel said while the run went on, and what the analyses make of it, each once. */
export function allFindings(trace: Trace): Finding[] {
  return [...trace.findings(), ...analyzerOf(trace).findings(true)];
}
