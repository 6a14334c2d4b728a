// Pool in the kernel: a channel of chunks to the workers and one of results back. Who has which chunk is known here exactly, so
// that the end of a worker is the end of its chunk, and a wait for a result knows who could still bring it.

import { Channel } from '../../kernel/channel.ts';
import type {
  Cell,
  EndedProcess,
  KernelObject,
  Message,
  ObjectRule,
  ObjectState,
  Operation,
  OperationRule,
  Refusal,
  RuleContext,
} from '../../kernel/object-rule.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { inOnePiece, isShared } from '../../protocol/payload.ts';
import { readResultHead, readTaskHead, readWaitArgument, type TaskHead, withResultHead } from './heads.ts';
import { type JobWait, type PoolOperation, poolOperations } from './operations.ts';

/** A wait for a part of a job. */
interface Awaited {
  readonly cell: Cell;
  isMet(job: Job): boolean;
}

/** One call of `map`, `apply`…, for as long as chunks of it are to come or under way. */
interface Job {
  submitted: number;
  isFed: boolean;
  readonly done: Set<number>;
  readonly awaited: Set<Awaited>;
}

/** A chunk that was given to a worker. */
interface Assignment {
  readonly message: Message;
  readonly head: TaskHead;
  /** The worker has said that it has it: from then on it is lost when the worker ends. */
  isTaken: boolean;
}

const unlimited = { capacity: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

class PoolState implements ObjectState {
  readonly object: KernelObject;
  readonly tasks = new Channel(unlimited);
  readonly results = new Channel(unlimited);
  readonly assignments = new Map<number, Assignment>();
  /** Of the chunks that wait for a worker: read once, for nothing else in a payload is the kernel's business. */
  readonly heads = new Map<Message, TaskHead>();
  readonly jobs = new Map<number, Job>();
  /** Lets a worker through for each chunk that lies here; for good when none can come any more. */
  readonly idle: Cell = new WaitQueue('idle', 0);
  /** Opens when the last worker of a closed pool has ended. */
  readonly ended: Cell = new WaitQueue('join', 0);
  /** For waits whose job is done. */
  readonly passed: Cell = new WaitQueue('result', Number.POSITIVE_INFINITY);
  readonly cells: readonly Cell[] = [this.idle, this.ended];
  isClosed = false;
  isTerminated = false;

  constructor(object: KernelObject) {
    this.object = object;
  }

  /** Everybody who holds the pool besides its creator: a pool cannot be sent. */
  get workers(): number[] {
    return [...this.object.holders].filter((process) => process !== this.object.creator);
  }

  get unfinished(): number {
    return this.tasks.occupied + [...this.assignments.values()].filter(({ isTaken }) => isTaken).length;
  }

  *carriers(): Iterable<Message> {
    yield* this.tasks.carriers;
    yield* this.results.carriers;
  }

  size(): number {
    return this.tasks.length;
  }

  /** Brings the cells up to what has changed. */
  update(context: RuleContext): void {
    const isDry = this.isClosed && this.tasks.occupied === 0;
    const isOver = isDry && this.unfinished === 0 && this.workers.length === 0;
    setPermits(this.idle, isDry ? Number.POSITIVE_INFINITY : this.tasks.length, context);
    setPermits(this.ended, isOver ? Number.POSITIVE_INFINITY : 0, context);
  }

  jobOf(number: number): Job {
    const job = this.jobs.get(number) ?? { submitted: 0, isFed: false, done: new Set(), awaited: new Set() };
    this.jobs.set(number, job);
    return job;
  }

  /** The result of a chunk is here: it goes to the creator, and whoever waits for it goes on. */
  finish({ job: number, chunk }: TaskHead, result: Message, context: RuleContext): void {
    this.results.push(result);
    context.wake(this.results.items);
    const job = this.jobs.get(number);
    if (!job) return;
    job.done.add(chunk);
    for (const awaited of job.awaited) {
      if (!awaited.isMet(job)) continue;
      job.awaited.delete(awaited);
      awaited.cell.permits = Number.POSITIVE_INFINITY;
      context.wake(awaited.cell);
    }
    if (job.isFed && job.done.size === job.submitted) this.jobs.delete(number);
  }

  /** A cell that opens when a job has done what is waited for. */
  cellFor(number: number, isMet: (job: Job) => boolean): Cell {
    const job = this.jobs.get(number);
    // a job that is not known is done, and what was asked of it with it
    if (!job || isMet(job)) return this.passed;
    const cell: Cell = new WaitQueue('result', 0);
    job.awaited.add({ cell, isMet });
    return cell;
  }

  /** Processes that work on the job, or could come to. */
  workersOn(number: number): number[] {
    // a chunk that waits may be given to any of them
    for (const { job } of this.heads.values()) if (job === number) return this.workers;
    return [...this.assignments].filter(([, { head }]) => head.job === number).map(([process]) => process);
  }

  /** Nothing that waits or is under way matters any more. */
  drop(context: RuleContext): void {
    this.isClosed = true;
    this.isTerminated = true;
    context.dropped([...this.tasks.clear(), ...this.results.clear()]);
    this.heads.clear();
    this.jobs.clear();
    this.update(context);
  }
}

/** Wakes only where there is more than before: who is let through by it was woken by whoever acts now. */
function setPermits(cell: Cell, permits: number, context: RuleContext): void {
  const before = cell.permits;
  cell.permits = permits;
  if (permits > before) context.wake(cell);
}

const terminated: Refusal = { error: 'PoolClosedError', text: 'the pool was terminated before its tasks were done' };

const submit: OperationRule<PoolState> = {
  name: 'submit',
  sends: true,
  reads: true,
  cell: () => null,
  perform(state, { message }, context) {
    if (!message) return {};
    if (isShared(message.payload)) throw new RangeError('a task of a pool came without its head');
    const head = readTaskHead(inOnePiece(message.payload));
    state.heads.set(message, head);
    const job = state.jobOf(head.job);
    job.submitted++;
    job.isFed = head.isLast;
    state.tasks.push(message);
    state.update(context);
    return {};
  },
};

const result: OperationRule<PoolState> = {
  name: 'result',
  taken: true,
  background: true,
  refusal: (state) => (state.isTerminated ? terminated : null),
  cell: (state) => state.results.items,
  wording: {
    waitsFor: (name, state) => `a result of \`${name}\` (${tasksNotDone(state)})`,
    couldEnd: 'finish it',
    cure: 'Give the task that does not end what it waits for, or wait with get({ timeout }).',
  },
  enders: (state) => (state.tasks.length > 0 ? state.workers : state.assignments.keys()),
  perform(state) {
    const message = state.results.lend();
    // with it the creator learns how many chunks still need a worker
    return message ? { message, code: state.tasks.occupied } : {};
  },
  handOver: (state, message) => state.results.handOver(message),
  takeBack(state, message, context) {
    state.results.putBack(message);
    context.wake(state.results.items);
  },
};

const task: OperationRule<PoolState> = {
  name: 'task',
  taken: true,
  serves: true,
  cell: (state) => state.idle,
  wording: {
    waitsFor: (name) => `a task of \`${name}\``,
    couldEnd: 'give it one',
    cure: '',
  },
  enders: (state) => (state.isClosed ? [] : [state.object.creator]),
  perform(state, { process }, context) {
    const message = state.tasks.lend();
    state.update(context);
    // nothing: no task will come any more, and the worker ends
    const head = message && state.heads.get(message);
    if (!message || !head) return {};
    state.heads.delete(message);
    state.assignments.set(process, { message, head, isTaken: false });
    return { message };
  },
  handOver(state, message, context) {
    state.tasks.handOver(message);
    const assignment = [...state.assignments.values()].find((one) => one.message === message);
    if (assignment) assignment.isTaken = true;
    // where it was the last of a closed pool, the other workers have nothing to wait for from now on
    state.update(context);
  },
  takeBack(state, message, context) {
    for (const [process, { message: given, head }] of state.assignments) {
      if (given !== message) continue;
      state.assignments.delete(process);
      state.heads.set(message, head);
    }
    state.tasks.putBack(message);
    if (state.isTerminated) state.drop(context);
    else state.update(context);
  },
};

const finish: OperationRule<PoolState> = {
  name: 'finish',
  sends: true,
  cell: () => null,
  perform(state, { process, message }, context) {
    const assignment = state.assignments.get(process);
    if (!message || !assignment) throw new RangeError(`process ${process} finishes a task that it does not have`);
    state.assignments.delete(process);
    if (state.isTerminated) context.dropped([message]);
    else state.finish(assignment.head, message, context);
    state.update(context);
    // with a failure goes its job, so that the trace tells whether anybody has come to know
    return hasFailed(message) ? { code: assignment.head.job } : {};
  },
};

/** A large result says nothing here: it is not read for this. */
function hasFailed({ payload }: Message): boolean {
  return !isShared(payload) && readResultHead(inOnePiece(payload)).fate === 'failed';
}

const waiting: Pick<OperationRule<PoolState>, 'refusal' | 'wording' | 'enders' | 'perform'> = {
  refusal: (state) => (state.isTerminated ? terminated : null),
  wording: {
    waitsFor: (name, state) => `a result of \`${name}\` (${tasksNotDone(state)})`,
    couldEnd: 'finish it',
    cure: 'Give the task that does not end what it waits for, or wait with get({ timeout }).',
  },
  enders: (state, { argument }) => state.workersOn(readWaitArgument(argument).job),
  perform: () => ({ code: 1 }),
};

function tasksNotDone({ unfinished }: PoolState): string {
  return unfinished === 1 ? '1 task is not done' : `${unfinished} tasks are not done`;
}

/** Waits until so many chunks of the job are done; a failed one counts. */
function countWait(name: string): OperationRule<PoolState> {
  return {
    name,
    ...waiting,
    cell(state, { argument }: Operation) {
      const { job, number } = readWaitArgument(argument);
      return state.cellFor(job, ({ done }) => done.size >= number);
    },
  };
}

/** Waits until one chunk of the job is done. */
const next: OperationRule<PoolState> = {
  name: 'next',
  ...waiting,
  cell(state, { argument }) {
    const { job, number } = readWaitArgument(argument);
    return state.cellFor(job, ({ done }) => done.has(number));
  },
};

const close: OperationRule<PoolState> = {
  name: 'close',
  cell: () => null,
  perform(state, _operation, context) {
    state.isClosed = true;
    state.update(context);
    return {};
  },
};

const terminate: OperationRule<PoolState> = {
  name: 'terminate',
  cell: () => null,
  perform(state, _operation, context) {
    const awaited = [...state.jobs.values()].flatMap((job) => [...job.awaited]);
    state.isTerminated = true;
    for (const { cell } of awaited) for (const waiter of [...cell.waiters]) context.refuse(waiter, terminated);
    for (const waiter of [...state.results.items.waiters]) context.refuse(waiter, terminated);
    for (const worker of state.workers) context.signal(worker, 'SIGTERM');
    state.drop(context);
    return {};
  },
};

const join: OperationRule<PoolState> = {
  name: 'join',
  cell: (state) => state.ended,
  wording: {
    waitsFor: (name) => `the end of the workers of \`${name}\``,
    couldEnd: 'end',
    cure: 'Give the task that does not end what it waits for, or terminate() the pool.',
  },
  enders: (state) => state.workers,
  perform: () => ({ code: 1 }),
};

const waits: Record<JobWait, OperationRule<PoolState>> = {
  apply: countWait('apply'),
  map: countWait('map'),
  starmap: countWait('starmap'),
  get: countWait('get'),
  wait: countWait('wait'),
};

const read: OperationRule<PoolState> = {
  name: 'read',
  cell: () => null,
  perform: (_state, { argument }) => ({ code: readWaitArgument(argument).job }),
};

const rules: Record<PoolOperation, OperationRule<PoolState>> = {
  submit,
  result,
  task,
  finish,
  ...waits,
  next,
  nextUnordered: countWait('next'),
  close,
  terminate,
  join,
  read,
};

/** Made here, not sent: it has no number in the trace. */
function lostResult({ job, chunk }: TaskHead, { id, name, exitCode }: EndedProcess): Message {
  const text = new TextEncoder().encode(JSON.stringify({ worker: name, exitCode }));
  const payload = withResultHead({ job, chunk, fate: 'lost' }, text);
  return { id: 0, place: 0, payload, handles: [], bytes: payload.length, sender: id };
}

export const poolRule: ObjectRule<PoolState> = {
  type: 'Pool',
  operations: poolOperations.map((name) => rules[name]),
  create: (object) => new PoolState(object),
  processEnded(state, process, context) {
    if (process.id === state.object.creator) {
      // nobody is left who could give them work: they are daemons of the process that has ended
      for (const worker of state.workers) context.signal(worker, 'SIGTERM');
      state.drop(context);
      return;
    }
    const assignment = state.assignments.get(process.id);
    state.assignments.delete(process.id);
    if (assignment && !state.isTerminated) {
      state.finish(assignment.head, lostResult(assignment.head, process), context);
    }
    state.update(context);
  },
};
