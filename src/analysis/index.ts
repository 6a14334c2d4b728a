// Every analysis; the one place to add another.

import type { Finding } from '../trace/finding.ts';
import { inOrderOfTelling, saidIn } from '../trace/said.ts';
import type { Trace } from '../trace/trace.ts';
import type { Analysis } from './analysis.ts';
import { Analyzer } from './analyzer.ts';
import { killedUser } from './locks/killed-user.ts';
import { lockAcrossWait } from './locks/lock-across-wait.ts';
import { lockOrder } from './locks/lock-order.ts';
import { semaphoreLeak } from './locks/semaphore-leak.ts';
import { nestedPoolWait } from './pools/nested-pool-wait.ts';
import { resultNeverRead } from './pools/result-never-read.ts';
import { workerLost } from './pools/worker-lost.ts';
import { completionOrder } from './processes/completion-order.ts';
import { neverJoined } from './processes/never-joined.ts';
import { neverOverlap } from './processes/never-overlap.ts';
import { orderBySleep } from './processes/order-by-sleep.ts';
import { circularQueues } from './queues/circular-queues.ts';
import { itemLeft } from './queues/item-left.ts';
import { joinBeforeGet } from './queues/join-before-get.ts';
import { pillOvertakesWork } from './queues/pill-overtakes-work.ts';
import { queueSnapshot } from './queues/queue-snapshot.ts';
import { sentinelCount } from './queues/sentinel-count.ts';
import { taskDoneEarly } from './queues/task-done-early.ts';
import { taskDoneExtra } from './queues/task-done-extra.ts';
import { taskDoneMissing } from './queues/task-done-missing.ts';
import { lostUpdate } from './shared/lost-update.ts';
import { valueCheckThenAct } from './shared/value-check-then-act.ts';
import { barrierIncomplete } from './signals/barrier-incomplete.ts';
import { eventPulse } from './signals/event-pulse.ts';
import { lostWakeup } from './signals/lost-wakeup.ts';
import { waitWithoutRecheck } from './signals/wait-without-recheck.ts';
import { wrongWaiter } from './signals/wrong-waiter.ts';
import { bottleneck } from './speed/bottleneck.ts';
import { chattyQueue } from './speed/chatty-queue.ts';
import { largePayload } from './speed/large-payload.ts';
import { queueGrows } from './speed/queue-grows.ts';
import { starvation } from './speed/starvation.ts';
import { mainGuard } from './start/main-guard.ts';
import { moduleLevelQueue } from './start/module-level-queue.ts';
import { deadProducer } from './stuck/dead-producer.ts';
import { pipeEndOpen } from './stuck/pipe-end-open.ts';
import { pipeSharedReader } from './stuck/pipe-shared-reader.ts';

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
  // queues
  queueSnapshot,
  sentinelCount,
  pillOvertakesWork,
  taskDoneMissing,
  taskDoneEarly,
  taskDoneExtra,
  joinBeforeGet,
  circularQueues,
  itemLeft,
  // shared state
  lostUpdate,
  valueCheckThenAct,
  // pools
  nestedPoolWait,
  resultNeverRead,
  workerLost,
  // processes and order
  completionOrder,
  neverJoined,
  neverOverlap,
  orderBySleep,
  // speed
  bottleneck,
  chattyQueue,
  largePayload,
  queueGrows,
  starvation,
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

/** What the kernel said while the run went on and still holds, and what the analyses make of it; the gravest and the causes first. */
export function allFindings(trace: Trace): Finding[] {
  return inOrderOfTelling(saidIn(trace), analyzerOf(trace).findings(true));
}
