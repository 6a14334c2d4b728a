// The kernel decides who may go on: a pure state machine without clock, I/O or randomness. Time comes in as a number (`now`).
// Requests are submitted without effect; `enabled` lists what could be served, `serve` serves one. The broker takes `next`, the first.

import { Heap } from '../base/heap.ts';
import type { Nanos } from '../base/units.ts';
import { LeftBehindObjects } from './left-behind.ts';
import { recordLeftovers } from './leftover.ts';
import type { Cell, KernelObject, Message, ObjectRule, Operation, Refusal, RuleContext } from './object-rule.ts';
import { letGoOfAll, type ProcessEntry } from './process-entry.ts';
import type { OperationKind, Recorder } from './recorder.ts';
import type { KernelSink } from './sink.ts';
import { type Creation, isFree, messageOf, operationOf, ruleOf, type Submission } from './submission.ts';
import { Watched } from './watched.ts';

export class Kernel implements RuleContext {
  readonly processes = new Map<number, ProcessEntry>();
  readonly recorder: Recorder;
  readonly leftBehind = new LeftBehindObjects();
  readonly #sink: KernelSink;
  readonly #operations = new Map<number, Operation>();
  readonly #atOnce = new Set<Operation>();
  readonly #woken = new Set<Cell>();
  readonly #heldBack = new Set<Cell>();
  readonly #deadlines = new Heap<Operation>((operation) => operation.deadline);
  readonly #watched = new Watched();
  #unsettled: Operation[] = [];
  #now: Nanos = 0;
  #actor = 0;
  #operationCount = 0;
  #messageCount = 0;
  #objectCount = 0;
  #processCount = 0;

  constructor(recorder: Recorder, sink: KernelSink) {
    this.recorder = recorder;
    this.#sink = sink;
  }

  /** Moves the kernel's time on; it never goes back. */
  setNow(now: Nanos): void {
    if (now > this.#now) this.#now = now;
  }

  get now(): Nanos {
    return this.#now;
  }

  createObject(ofType: ObjectRule, fields: Creation): KernelObject {
    const rule = ofType.specialized?.(fields.options) ?? ofType;
    const id = ++this.#objectCount;
    const { name, creator, site } = fields;
    const has = { holders: new Set<number>(), former: [], users: new Set<number>(), state: nothing };
    const object: { -readonly [K in keyof KernelObject]: KernelObject[K] } = { id, rule, name, creator, site, ...has };
    object.state = rule.create(object, fields.options, fields.parts ?? []);
    this.#watched.add(object);
    this.leftBehind.add(object);
    const capacity = rule.capacity?.(fields.options) ?? 0;
    this.recorder.object({ object: id, type: rule.type, name, capacity, creator, site });
    const op = this.recorder.string(rule.type);
    this.recorder.event('create', {
      t: fields.at,
      k: this.#now,
      process: creator,
      object: id,
      op,
      site,
      size: object.state.size(),
      code: fields.importing ? 1 : 0,
    });
    this.hold(creator, object);
    return object;
  }

  /** Adds a process; `rule` makes its object. It lives from `processBegan` on. */
  createProcess(
    rule: ObjectRule,
    fields: { name: string; parent: number; daemon: boolean; site: number; at: Nanos },
  ): ProcessEntry {
    const id = ++this.#processCount;
    const { name, parent, daemon, site, at } = fields;
    const object = this.createObject(rule, { name, creator: parent, site, at, options: { process: id } });
    const [operations, holds] = [new Set<Operation>(), new Set<KernelObject>()];
    const entry: ProcessEntry = {
      id,
      object,
      name,
      parent,
      daemon,
      pid: 0,
      state: 'starting',
      exitCode: null,
      operations,
      holds,
    };
    this.processes.set(id, entry);
    this.recorder.process({ process: id, object: object.id, name, parent, pid: 0, daemon });
    if (parent !== 0) this.recorder.event('start', { t: at, k: this.#now, process: parent, object: object.id, site });
    this.hold(id, object);
    return entry;
  }

  processLaunched(id: number, pid: number): void {
    const entry = this.processes.get(id);
    if (!entry || entry.state === 'ended') return;
    entry.pid = pid;
    const { object, name, parent, daemon } = entry;
    this.recorder.process({ process: id, object: object.id, name, parent, pid, daemon });
    this.#sink.processChanged(entry);
  }

  processBegan(id: number, at: Nanos): void {
    const entry = this.processes.get(id);
    if (entry?.state !== 'starting') return;
    entry.state = 'live';
    this.recorder.event('begin', { t: at, k: this.#now, process: id });
  }

  /** Everything the process waited for, had been given and not taken, or held, is as if it had never asked. */
  processEnded(id: number, exitCode: number, goesOn = true): void {
    const entry = this.processes.get(id);
    if (!entry || entry.state === 'ended') return;
    this.#actor = id;
    for (const operation of [...entry.operations]) {
      // it may have ended by what an earlier one has left
      if (operation.state === 'ended') continue;
      this.#giveUp(operation, 'death');
      this.#end(operation);
    }
    const held = [...entry.holds];
    letGoOfAll(entry);
    entry.state = 'ended';
    entry.exitCode = exitCode;
    this.recorder.event('exit', { t: this.#now, k: this.#now, process: id, code: exitCode });
    if (goesOn) recordLeftovers(entry, held, this);
    for (const cell of entry.object.state.cells) {
      if (cell.reason !== 'join') continue;
      cell.permits = Number.POSITIVE_INFINITY;
      this.wake(cell);
    }
    for (const object of held) object.rule.processEnded?.(object.state, entry, this);
    this.#watched.letGo();
    // before its end is told: whoever knows of that knows what follows from it
    this.#watched.tell(this.processes, this);
    this.#sink.processChanged(entry);
  }

  hold(process: number, object: KernelObject): void {
    const entry = this.processes.get(process);
    if (!entry || entry.state === 'ended') return;
    object.holders.add(process);
    entry.holds.add(object);
  }

  /** The process will not use the object any more. */
  letGo(process: number, object: KernelObject): void {
    object.holders.delete(process);
    this.processes.get(process)?.holds.delete(object);
    this.#actor = process;
    this.#watched.letGo();
    this.#watched.tell(this.processes, this);
  }

  submit(submission: Submission): Operation {
    const operation = this.#begin(submission);
    this.#admit(operation);
    return operation;
  }

  /** Submits and serves, where nothing can come before it: as `submit` and `serve`, without the waiting room between them. */
  pass(submission: Submission): Operation {
    const operation = this.#begin(submission);
    const { rule, object } = operation;
    const cell = rule.cell(object.state, operation);
    const isHeldBack = cell !== null && this.#heldBack.has(cell);
    if (rule.taken || isHeldBack || !this.isAtRest || !isFree(operation, cell)) {
      this.#admit(operation);
      return operation;
    }
    operation.cell = cell;
    operation.state = 'ended';
    this.#actor = operation.process;
    const outcome = rule.perform(object.state, operation, this);
    const { code = 0 } = outcome;
    const at = operation.oneWay ? operation.calledAt : this.#now;
    this.recorder.return(operation, at, this.#now, operation.message?.id ?? 0, code);
    this.#sink.done(operation, outcome);
    this.#watched.tell(this.processes, this);
    return operation;
  }

  /** `pass` and `take` of a call that its link has answered, with what lay first or as what was lent to it allows. */
  passTaken(submission: Submission, takenAt: Nanos): void {
    const { name, state } = submission.object;
    if (state.stock?.length === 0) throw new RangeError(`${name} has nothing that could be taken`);
    const operation = this.#begin(submission);
    const { rule, object, process } = operation;
    // what is lent as a whole has no cell that is held back: nobody else can wait there
    if (!state.stock && !isFree(operation)) throw new RangeError(`${rule.name} of ${name} is not possible now`);
    operation.state = 'ended';
    this.#actor = process;
    const { message } = rule.perform(object.state, operation, this);
    if (message) {
      for (const handle of message.handles) this.hold(process, handle);
      rule.handOver?.(object.state, message, this);
    }
    this.recorder.return(operation, takenAt, this.#now, message?.id ?? 0, 0);
    if (message) this.#sink.gone?.(message);
  }

  /** Somebody waits for another process. */
  get hasWaiting(): boolean {
    return this.#operations.size > 0;
  }

  /** Nothing is left that `next` could give. */
  get isAtRest(): boolean {
    return this.#atOnce.size === 0 && this.#woken.size === 0;
  }

  #begin(submission: Submission): Operation {
    const rule = ruleOf(submission);
    const message = rule.sends ? messageOf(submission, ++this.#messageCount) : null;
    const operation = operationOf(submission, { id: ++this.#operationCount, rule, message, now: this.#now });
    submission.object.users.add(submission.process);
    if (!rule.background) this.recorder.call(operation, this.#now, this.recorder.text(submission.preview));
    operation.seq = this.recorder.seq;
    if (submission.wire) {
      this.#record('block', operation, { t: operation.calledAt, reason: this.recorder.string('wire') });
      this.#record('unblock', operation, {});
    }
    return operation;
  }

  /** Ids of the operations that could be served now: one a process, for its calls are taken in the order of their making. */
  enabled(): number[] {
    const ids: number[] = [];
    for (const entry of this.processes.values()) {
      const operation = this.#firstServable(entry);
      if (operation) ids.push(operation.id);
    }
    return ids;
  }

  /** A call has come in that could be served: what its process asks after it must be taken after it. */
  hasUnserved(process: number): boolean {
    const entry = this.processes.get(process);
    return entry !== undefined && this.#firstServable(entry)?.state === 'submitted';
  }

  /** Keeps `next` from a cell whose items are lent out; what was lent is still served by `serve`. */
  holdBack(cell: Cell): void {
    this.#heldBack.add(cell);
  }

  letThrough(cell: Cell): void {
    this.#heldBack.delete(cell);
    if (cell.length > 0) this.#woken.add(cell);
  }

  /** The enabled operation that arrived first at its cell, as FIFO wants; `undefined` when nothing can be served. */
  next(): number | undefined {
    for (const operation of this.#atOnce) return operation.id;
    for (const cell of this.#woken) {
      const first = cell.first();
      if (first !== undefined && this.#canBeServed(first) && !this.#heldBack.has(cell)) return first.id;
      this.#woken.delete(cell);
    }
    return undefined;
  }

  serve(id: number): void {
    const operation = this.#operations.get(id);
    if (!operation) throw new RangeError(`operation ${id} is not waiting`);
    const { cell, rule, object } = operation;
    if (!this.#canBeServed(operation)) throw new RangeError(`operation ${id} cannot be served now`);
    const refusal = rule.refusal?.(object.state, operation);
    if (refusal) {
      this.refuse(operation, refusal);
      this.#watched.tell(this.processes, this);
      return;
    }
    const waited = operation.state === 'waiting';
    const by = cell ? cell.wokenBy : 0;
    this.#leaveCell(operation);
    this.#actor = operation.process;
    const outcome = rule.perform(object.state, operation, this);
    if (waited)
      this.#record('unblock', operation, { by, message: outcome.message?.id ?? 0, size: object.state.size() });
    if (outcome.next) {
      Object.assign(operation, { isUnderWay: true, state: 'submitted' });
      this.#enter(operation, outcome.next);
      this.#blockOrLeave(operation);
      return;
    }
    if (rule.background) this.recorder.call(operation, this.#now, 0);
    if (rule.taken) {
      operation.state = 'granted';
      operation.granted = outcome.message ?? null;
    } else {
      const message = operation.message?.id ?? 0;
      const t = operation.oneWay ? operation.calledAt : this.#now;
      this.#record('return', operation, { t, message, size: object.state.size(), code: outcome.code ?? 0 });
      this.#end(operation, true);
    }
    this.#sink.done(operation, outcome);
    this.#watched.tell(this.processes, this);
  }

  /** Operations that were submitted and cannot go on are blocked from now on. Called when the picker rests. */
  settle(): void {
    if (this.#unsettled.length === 0) return;
    this.#unsettled = this.#unsettled.filter((one) => one.state === 'submitted' && this.#blockOrLeave(one));
  }

  /** @returns true for an operation that can be served now */
  #blockOrLeave(operation: Operation): boolean {
    if (this.#canBeServed(operation)) return operation.cell !== null;
    if (operation.cell && operation.deadline > this.#now) {
      operation.state = 'waiting';
      const reason = this.recorder.string(operation.cell.reason);
      this.#record('block', operation, { reason, size: operation.object.state.size() });
    }
    return false;
  }

  /** Time of the next deadline; Infinity: none. */
  nextDeadline(): Nanos {
    for (;;) {
      const first = this.#deadlines.peek();
      if (!first) return Number.POSITIVE_INFINITY;
      if (first.state === 'submitted' || first.state === 'waiting') return first.deadline;
      this.#deadlines.pop();
    }
  }

  /** Ends the waits whose time is over. What could be served at its deadline, or must be taken after such a one, is left. */
  expire(): void {
    const kept: Operation[] = [];
    while (this.nextDeadline() <= this.#now) {
      const operation = this.#deadlines.pop();
      if (!operation) break;
      const entry = this.processes.get(operation.process);
      const first = entry && this.#firstServable(entry);
      if (first && first.id <= operation.id) kept.push(operation);
      else this.#timeOut(operation);
    }
    for (const operation of kept) this.#deadlines.push(operation);
    this.#watched.tell(this.processes, this);
  }

  /** The caller's promise has resolved: what it was granted is its own now. */
  take(operation: Operation, at: Nanos): void {
    if (operation.state !== 'granted') return;
    const message = operation.granted;
    this.#actor = operation.process;
    for (const object of message?.handles ?? []) this.hold(operation.process, object);
    operation.granted = null;
    if (message) operation.rule.handOver?.(operation.object.state, message, this);
    this.#record('return', operation, { t: at, message: message?.id ?? 0, size: operation.object.state.size() });
    this.#end(operation);
    if (message) this.#sink.gone?.(message);
  }

  /** The caller has given up. A served operation that cannot be taken back stays as it is. */
  cancel(operation: Operation): void {
    if (operation.state === 'ended') return;
    this.#actor = operation.process;
    this.#giveUp(operation, 'cancel');
    this.#record('cancel', operation, {});
    this.#end(operation);
    this.#sink.cancelled(operation);
    this.#watched.tell(this.processes, this);
  }

  wake(cell: Cell): void {
    cell.wokenBy = this.#actor;
    if (cell.length > 0) this.#woken.add(cell);
    if (cell.followers.size > 0) for (const follower of cell.followers) this.wake(follower);
  }

  move(operation: Operation, cell: Cell): void {
    this.#leaveCell(operation);
    operation.cell = cell;
    cell.add(operation);
    this.wake(cell);
  }

  refuse(operation: Operation, refusal: Refusal): void {
    if (operation.state === 'ended') return;
    this.#record('error', operation, { text: this.recorder.string(refusal.error) });
    this.#end(operation);
    this.#sink.failed(operation, refusal);
  }

  signal(process: number, signal: 'SIGTERM' | 'SIGKILL'): void {
    this.#sink.signal(process, signal);
  }

  tellShut(object: KernelObject): void {
    this.#sink.shut(object);
  }

  dropped(messages: readonly Message[]): void {
    for (const message of messages) this.#sink.gone?.(message);
    this.#watched.letGo();
  }

  /** A number for a span of user code, which is recorded like an operation. */
  newOperationNumber(): number {
    return ++this.#operationCount;
  }

  #admit(operation: Operation): void {
    const { rule, object } = operation;
    this.#operations.set(operation.id, operation);
    this.processes.get(operation.process)?.operations.add(operation);
    const cell = rule.cell(object.state, operation);
    if (cell) this.#enter(operation, cell);
    else this.#atOnce.add(operation);
  }

  #enter(operation: Operation, cell: Cell): void {
    operation.cell = cell;
    cell.add(operation);
    this.#woken.add(cell);
    this.#unsettled.push(operation);
    if (operation.deadline < Number.POSITIVE_INFINITY) this.#deadlines.push(operation);
  }

  #canBeServed(operation: Operation): boolean {
    const { cell, rule, object } = operation;
    return cell === null || cell.lets(operation) || Boolean(rule.refusal?.(object.state, operation));
  }

  /** The process's earliest call that could be served. */
  #firstServable(entry: ProcessEntry): Operation | undefined {
    for (const operation of entry.operations) {
      if (operation.state !== 'granted' && this.#canBeServed(operation)) return operation;
    }
    return undefined;
  }

  #timeOut(operation: Operation): void {
    const message = operation.message?.id ?? 0;
    if (operation.rule.sleeps) {
      if (operation.state === 'waiting') this.#record('unblock', operation, {});
      this.#record('return', operation, {});
      this.#end(operation);
      this.#sink.done(operation, {});
      return;
    }
    this.#actor = operation.process;
    this.#giveUp(operation, 'timeout');
    this.#record('timeout', operation, { message });
    this.#end(operation);
    this.#sink.timedOut(operation);
  }

  #giveUp(operation: Operation, how: 'timeout' | 'cancel' | 'death'): void {
    const { rule, object, granted } = operation;
    this.#leaveCell(operation);
    operation.granted = null;
    if (granted) rule.takeBack?.(object.state, granted, this);
    rule.givenUp?.(object.state, operation, how, this);
  }

  #leaveCell(operation: Operation): void {
    this.#atOnce.delete(operation);
    const { cell } = operation;
    if (!cell) return;
    cell.remove(operation);
    if (cell.length > 0) this.#woken.add(cell);
  }

  /** @param isServed what it sends has been given to its object */
  #end(operation: Operation, isServed = operation.state === 'granted' || operation.isUnderWay): void {
    this.#leaveCell(operation);
    if (operation.message !== null && !isServed) this.dropped([operation.message]);
    operation.state = 'ended';
    if (operation.message !== null && operation.message.handles.length > 0) this.#watched.letGo();
    this.#operations.delete(operation.id);
    this.processes.get(operation.process)?.operations.delete(operation);
  }

  #record(kind: OperationKind, operation: Operation, fields: object): void {
    const { process, object, id, rule } = operation;
    // its call is recorded when it is served
    if (rule.background && operation.state !== 'granted') return;
    const op = this.recorder.string(rule.name);
    this.recorder.event(kind, { t: this.#now, k: this.#now, process, object: object.id, op, operation: id, ...fields });
  }
}

const nothing = { cells: [], carriers: () => [], size: () => -1 };
