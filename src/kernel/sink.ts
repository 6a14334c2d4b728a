// What the kernel tells the world around it.

import type { KernelObject, Message, Operation, Outcome, Refusal } from './object-rule.ts';
import type { ProcessEntry } from './process-entry.ts';

/** What the kernel has decided; the edge acts on it. */
export interface KernelSink {
  done(operation: Operation, outcome: Outcome): void;
  timedOut(operation: Operation): void;
  cancelled(operation: Operation): void;
  failed(operation: Operation, refusal: Refusal): void;
  signal(process: number, signal: 'SIGTERM' | 'SIGKILL'): void;
  shut(object: KernelObject): void;
  /** Nobody will read the message any more: it was taken, or dropped. */
  gone?(message: Message): void;
  /** A process was launched or has ended. */
  processChanged(process: ProcessEntry): void;
}
