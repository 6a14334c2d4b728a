// A kernel on the test bench: real rules, a recorder into an array, and everything the kernel decides written down.

import { Kernel } from '../../src/kernel/kernel.ts';
import type { KernelObject, ObjectRule, Operation } from '../../src/kernel/object-rule.ts';
import type { ProcessEntry } from '../../src/kernel/process-entry.ts';
import { Recorder } from '../../src/kernel/recorder.ts';
import type { Submission } from '../../src/kernel/submission.ts';
import { barrierOperations } from '../../src/primitives/barrier/operations.ts';
import { conditionOperations } from '../../src/primitives/condition/operations.ts';
import { eventOperations } from '../../src/primitives/event/operations.ts';
import { ruleOfType } from '../../src/primitives/kinds.ts';
import { lockOperations } from '../../src/primitives/lock/operations.ts';
import { pipeOperations } from '../../src/primitives/pipe/operations.ts';
import { poolOperations } from '../../src/primitives/pool/operations.ts';
import { processOperations } from '../../src/primitives/process/operations.ts';
import { queueOperations } from '../../src/primitives/queue/operations.ts';
import { semaphoreOperations } from '../../src/primitives/semaphore/operations.ts';
import type { TraceRow } from '../../src/trace/event.ts';

export interface Decision {
  what: 'done' | 'timeout' | 'cancelled' | string;
  operation: number;
  message: number;
  code: number;
}

export interface CallFields {
  timeout?: number;
  bytes?: number;
  handles?: readonly KernelObject[];
  site?: number;
  oneWay?: boolean;
  argument?: Uint8Array;
}

/** Names by the number of the method, of all that are no queues. */
const operationsOf: Readonly<Record<string, readonly string[]>> = {
  Process: processOperations,
  Connection: pipeOperations,
  Lock: lockOperations,
  RLock: lockOperations,
  Semaphore: semaphoreOperations,
  BoundedSemaphore: semaphoreOperations,
  Event: eventOperations,
  Condition: conditionOperations,
  Barrier: barrierOperations,
  Pool: poolOperations,
};

export class Bench {
  readonly rows: TraceRow[] = [];
  readonly decisions: Decision[] = [];
  /** Objects that were said to be shut, and processes that were said to have changed. */
  readonly told: string[] = [];
  /** Messages that nobody will read any more. */
  readonly gone: number[] = [];
  readonly recorder = new Recorder((row) => this.rows.push({ ...row }));
  readonly kernel: Kernel;

  constructor() {
    const decide = (what: string, operation: Operation, message = 0, code = 0) =>
      this.decisions.push({ what, operation: operation.id, message, code });
    this.kernel = new Kernel(this.recorder, {
      done: (operation, { message, code }) => decide('done', operation, message?.id, code),
      timedOut: (operation) => decide('timeout', operation),
      cancelled: (operation) => decide('cancelled', operation),
      failed: (operation, { error }) => decide(error, operation),
      gone: ({ id }) => this.gone.push(id),
      signal: () => {},
      shut: ({ name }) => this.told.push(`${name} is shut`),
      processChanged: ({ name, state }) => this.told.push(`${name} is ${state}`),
    });
  }

  get now(): number {
    return this.kernel.now;
  }

  process(name: string, parent = 0): ProcessEntry {
    const at = this.now;
    const entry = this.kernel.createProcess(rule('Process'), { name, parent, daemon: false, site: 0, at });
    this.kernel.processLaunched(entry.id, 1000 + entry.id);
    this.kernel.processBegan(entry.id, at);
    return entry;
  }

  /** A queue made by the first holder and held by all. */
  queue(
    name: string,
    holders: readonly ProcessEntry[],
    type = 'Queue',
    options: Record<string, number> = {},
    parts: readonly KernelObject[] = [],
  ) {
    const creator = holders[0]?.id ?? 0;
    const object = this.kernel.createObject(rule(type), { name, creator, site: 0, at: this.now, options, parts });
    for (const { id } of holders) this.kernel.hold(id, object);
    return object;
  }

  /** A pipe that one process has made. */
  pipe(process: ProcessEntry): [KernelObject, KernelObject] {
    const end = (name: string, parts: KernelObject[]) => {
      const fields = { name, creator: process.id, site: 0, at: this.now, options: { readable: 1, writable: 1 }, parts };
      return this.kernel.createObject(rule('Connection'), fields);
    };
    const first = end('first', []);
    return [first, end('second', [first])];
  }

  call(process: ProcessEntry, object: KernelObject, name: string, fields: CallFields = {}): Operation {
    const methods = operationsOf[object.rule.type] ?? queueOperations;
    const { timeout = Number.POSITIVE_INFINITY, bytes = 1, handles = [], site = 0, oneWay = false } = fields;
    const submission: Submission = {
      process: process.id,
      object,
      method: methods.indexOf(name),
      call: 0,
      oneWay,
      site,
      calledAt: this.now,
      timeout,
      payload: fields.argument ?? (name === 'put' || name === 'send' ? new Uint8Array(bytes) : null),
      handles,
      preview: '',
    };
    return this.kernel.submit(submission);
  }

  /** Serves as the broker does: first come, first served. */
  drain(): void {
    this.#serveAll();
    this.kernel.expire();
    this.#serveAll();
    this.kernel.settle();
  }

  #serveAll(): void {
    for (let id = this.kernel.next(); id !== undefined; id = this.kernel.next()) this.kernel.serve(id);
  }
}

function rule(type: string): ObjectRule {
  const found = ruleOfType.get(type);
  if (!found) throw new Error(`no rule for ${type}`);
  return found;
}
