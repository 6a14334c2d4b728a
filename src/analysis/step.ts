// One operation as analyses see it: a call, perhaps a wait, an end. Filled in as its events come.

import type { Nanos } from '../base/units.ts';
import type { Outcome } from '../trace/operations.ts';

export interface Step {
  /** Number of the operation. */
  readonly operation: number;
  readonly process: number;
  readonly object: number;
  /** The object's type, such as `Queue`; '' where it is about no object. */
  readonly type: string;
  /** The method, such as `get`. */
  readonly op: string;
  readonly site: number;
  /** `seq` of the call; what {@link Clocks.knows} asks for. */
  readonly seq: number;
  /** Of the call. */
  readonly t: Nanos;
  /** The message that it sends, 0 for none. */
  readonly sends: number;
  /** Number of a string: the preview of what is sent. */
  readonly text: number;
  readonly bytes: number;
  /** It waits no longer than a time. */
  readonly isLimited: boolean;
  /** The message that it received, 0 for none. */
  receives: number;
  /** Number of a string: what it had to wait for; 0 where it did not. */
  reason: number;
  /** -1 where it did not wait. */
  blockedT: Nanos;
  blockedSeq: number;
  /** -1 where it did not wait, or waits still. */
  unblockedT: Nanos;
  /** The process that woke it, 0 for none. */
  by: number;
  /** -1 while it is open. */
  endT: Nanos;
  endSeq: number;
  outcome: Outcome;
  /** The answer of a question. */
  code: number;
  /** Items, permits or waiters of the object after its last event, -1 where that does not apply. */
  size: number;
}

/** How long it waited; 0 where it did not, or waits still. */
export function waitedFor({ blockedT, unblockedT }: Step): Nanos {
  return blockedT < 0 ? 0 : Math.max(0, unblockedT - blockedT);
}
