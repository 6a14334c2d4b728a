// Which events belong together: each operation from its call to its end, each message from its put to its get. Every view that
// pairs events (exports, details, arrows) takes it from here. Knows no primitive: who sends names a message in the call.

import type { Nanos } from '../base/units.ts';
import { kindNumber } from './event.ts';
import type { Trace } from './trace.ts';

/** How an operation ended; `open`: not yet, or its process ended first. */
export type Outcome = 'open' | 'return' | 'timeout' | 'cancel' | 'error';

/** Indexes point into the trace's events; -1 where there is no such event. */
export interface OperationInfo {
  operation: number;
  process: number;
  object: number;
  /** Number of a string: the method. */
  op: number;
  call: number;
  block: number;
  unblock: number;
  /** The `return`, `timeout`, `cancel` or `error`. */
  end: number;
  outcome: Outcome;
  /** Number of a string, 0 where it did not have to wait. */
  reason: number;
  /** The process that woke it, 0 for none. */
  by: number;
  /** The message that it sent or received, 0 for none. */
  message: number;
  sends: boolean;
  /** The message that it received after it had sent its own, 0 for none: a call that waits for its answer. */
  answer: number;
}

/** Times are nanoseconds since the run began, -1 where it has not happened. */
export interface MessageInfo {
  message: number;
  object: number;
  /** The operation that sent it. */
  put: number;
  /** The operation that received it, 0 for none yet. */
  get: number;
  putProcess: number;
  getProcess: number;
  putSite: number;
  getSite: number;
  putCalled: Nanos;
  /** When its sender had to wait, -1 where it did not. */
  putBlocked: Nanos;
  /** The kernel's time at which it lay in the queue. */
  enqueued: Nanos;
  /** The kernel's time at which it was given to its receiver. */
  dequeued: Nanos;
  getReturned: Nanos;
  /** Number of a string: the preview. */
  text: number;
  /** Encoded size. */
  bytes: number;
}

const outcomes: ReadonlyMap<number, Outcome> = new Map([
  [kindNumber.return, 'return'],
  [kindNumber.timeout, 'timeout'],
  [kindNumber.cancel, 'cancel'],
  [kindNumber.error, 'error'],
]);

/** Operations and messages of a trace, by their numbers; `update` takes in what the trace has got since. */
export class OperationIndex {
  readonly operations = new Map<number, OperationInfo>();
  readonly messages = new Map<number, MessageInfo>();
  readonly #trace: Trace;
  #next = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.update();
  }

  /** The operation that an event belongs to. */
  at(index: number): OperationInfo | undefined {
    return this.operations.get(this.#trace.operation.at(index));
  }

  update(): void {
    for (; this.#next < this.#trace.length; this.#next++) this.#take(this.#next);
  }

  #take(index: number): void {
    const trace = this.#trace;
    const number = trace.operation.at(index);
    if (number === 0) return;
    const kind = trace.kind.at(index);
    if (kind === kindNumber.call) {
      this.#called(number, index);
      return;
    }
    const operation = this.operations.get(number);
    if (!operation) return;
    if (kind === kindNumber.block) {
      operation.block = index;
      operation.reason = trace.reason.at(index);
      const message = this.messages.get(operation.message);
      if (message && operation.sends) message.putBlocked = trace.t.at(index);
    } else if (kind === kindNumber.unblock) {
      operation.unblock = index;
      operation.by = trace.by.at(index);
      this.#received(operation, index);
    } else {
      const outcome = outcomes.get(kind);
      if (outcome === undefined) return;
      operation.end = index;
      operation.outcome = outcome;
      if (outcome === 'return') this.#returned(operation, index);
    }
  }

  #called(operation: number, index: number): void {
    const trace = this.#trace;
    const message = trace.message.at(index);
    const [process, object, op] = [trace.process.at(index), trace.object.at(index), trace.op.at(index)];
    const sends = message !== 0;
    const none = { block: -1, unblock: -1, end: -1, reason: 0, by: 0 };
    this.operations.set(operation, {
      operation,
      process,
      object,
      op,
      call: index,
      ...none,
      outcome: 'open',
      message,
      sends,
      answer: 0,
    });
    if (!sends) return;
    this.messages.set(message, {
      message,
      object,
      put: operation,
      get: 0,
      putProcess: process,
      getProcess: 0,
      putSite: trace.site.at(index),
      getSite: 0,
      putCalled: trace.t.at(index),
      putBlocked: -1,
      enqueued: -1,
      dequeued: -1,
      getReturned: -1,
      text: trace.text.at(index),
      bytes: trace.bytes.at(index),
    });
  }

  #returned(operation: OperationInfo, index: number): void {
    const sent = operation.sends ? this.messages.get(operation.message) : undefined;
    if (sent && sent.enqueued < 0) sent.enqueued = this.#trace.k.at(index);
    const message = this.#received(operation, index);
    if (message) message.getReturned = this.#trace.t.at(index);
  }

  /** Its sender waits, and it was received: so it was sent before that wait, which is one for an answer. */
  #sentBefore(message: MessageInfo): void {
    const sender = this.operations.get(message.put);
    if (!sender) return;
    message.enqueued = this.#trace.k.at(sender.block < 0 ? sender.call : sender.block);
    message.putBlocked = -1;
  }

  /** A message that was taken and not reported before its receiver was killed comes again: the last receiver counts. */
  #received(operation: OperationInfo, index: number): MessageInfo | undefined {
    const number = this.#trace.message.at(index) || (operation.sends ? 0 : operation.message);
    const message = number === operation.message && operation.sends ? undefined : this.messages.get(number);
    if (!message) return undefined;
    if (operation.sends) operation.answer = number;
    else operation.message = number;
    if (message.get === operation.operation) return message;
    if (message.enqueued < 0) this.#sentBefore(message);
    message.get = operation.operation;
    message.getProcess = operation.process;
    message.getSite = this.#trace.site.at(operation.call);
    message.dequeued = this.#trace.k.at(index);
    message.getReturned = -1;
    return message;
  }
}
