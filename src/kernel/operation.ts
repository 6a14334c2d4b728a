// One call of one process, from its submission until it has ended.

import type { Nanos } from '../base/units.ts';
import type { KernelObject, OperationRule } from './object-rule.ts';
import type { WaitQueue } from './wait-queue.ts';

/** An item on its way from a put to a get. It holds the handles inside it until it is taken or dropped. */
export interface Message {
  readonly id: number;
  /** Its place in the channel's order, given when it enters. */
  place: number;
  readonly payload: Uint8Array;
  readonly handles: readonly KernelObject[];
  /** Encoded size, what `maxBytes` counts. */
  readonly bytes: number;
  /** The process that sent it. */
  readonly sender: number;
}

export type OperationState = 'submitted' | 'waiting' | 'granted' | 'ended';

export interface Operation {
  readonly id: number;
  readonly process: number;
  /** Link-local number that the answer carries. */
  readonly call: number;
  /** Nobody waits for the answer: only a failure goes back. */
  readonly oneWay: boolean;
  readonly object: KernelObject;
  readonly rule: OperationRule;
  readonly site: number;
  readonly calledAt: Nanos;
  /** Kernel time at which it stops to wait; Infinity: never. */
  readonly deadline: Nanos;
  /** What it sends, for operations that send. */
  readonly message: Message | null;
  state: OperationState;
  cell: WaitQueue | null;
  /** What a granted get was given: goes back where it came from unless it is taken. */
  granted: Message | null;
}
