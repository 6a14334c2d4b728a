// Everything the page knows of a trace: lanes, operations, messages. The worker owns one; it grows with every block.

import type { Nanos } from '../../src/base/units.ts';
import { type RowKind, rowKinds } from '../../src/trace/event.ts';
import { Said } from '../../src/trace/said.ts';
import { Trace } from '../../src/trace/trace.ts';
import { type Finding, readFinding } from './findings.ts';
import { Words } from './numbers.ts';
import { kindOf, type ObjectKind } from './object-kinds.ts';
import { Operations, type Side } from './operations.ts';
import { ProcessLane } from './process-lane.ts';
import { QueueLane } from './queue-lane.ts';
import { QuietStretches } from './quiet.ts';
import { type Rows, viewRows } from './rows.ts';
import { blockedState, stateNumber } from './states.ts';

export type Lane = ProcessLane | QueueLane;

/** Whether a method of this name moves items; `close` or `qsize` make nobody a user of a queue. */
function moves(op: string): boolean {
  return op.startsWith('put') || op.startsWith('get');
}

/** Kinds that are an entry of the event list and a stop for the arrow keys; the others are told with their call. */
const listed: ReadonlySet<RowKind> = new Set(['start', 'begin', 'exit', 'call', 'error', 'print', 'mark', 'finding']);

export class Model {
  readonly trace = new Trace();
  readonly operations = new Operations(this.trace);
  readonly processes = new Map<number, ProcessLane>();
  readonly queues = new Map<number, QueueLane>();
  readonly quiet = new QuietStretches();
  /** Rows of the event list, in the order of `seq`. */
  readonly list = new Words();
  /** Rows that start a process, by the process's object. */
  readonly startRows = new Map<number, number>();
  readonly findings: { row: number; finding: Finding }[] = [];
  /** Which of them still hold. */
  readonly said = new Said(readFinding);
  /** What the analyses have found; not in the rows. */
  derived: readonly Finding[] = [];
  /** The finding whose evidence is marked. */
  evidence: Finding | null = null;
  /** Processes that a finding says can never go on, and when it was said. */
  readonly stuckAt = new Map<number, Nanos>();
  /** The first moment of a process; 0 before there is one. */
  start: Nanos = 0;
  #done = 0;
  #order: Lane[] | null = null;

  /** Main, children by start, each queue below its first user. */
  get lanes(): Lane[] {
    if (this.#order) return this.#order;
    const order: Lane[] = [];
    const queues = Map.groupBy(this.queues.values(), (queue) => queue.user);
    for (const lane of this.processes.values()) order.push(lane, ...(queues.get(lane.process) ?? []));
    for (const [user, lost] of queues) if (!this.processes.has(user)) order.push(...lost);
    this.#order = order;
    return order;
  }

  /** Takes the rows that the trace has grown by. */
  update(): void {
    const rows = viewRows(this.trace);
    const { length } = this.trace;
    for (; this.#done < length; this.#done++) {
      this.#take(rows, this.#done);
      this.said.take(this.trace, this.#done);
    }
  }

  /** The process of a row; rows inside an operation may leave it to their call. */
  processOf(row: number): number {
    const own = this.trace.process.at(row);
    if (own !== 0) return own;
    const call = this.operations.call(this.trace.operation.at(row));
    return call < 0 ? 0 : this.trace.process.at(call);
  }

  objectOf(row: number): number {
    const own = this.trace.object.at(row);
    if (own !== 0) return own;
    const call = this.operations.call(this.trace.operation.at(row));
    return call < 0 ? 0 : this.trace.object.at(call);
  }

  /** Index in the event list of the last entry that is not after `row`. */
  listIndex(row: number): number {
    const rows = this.list.view();
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rows[middle] ?? 0) <= row) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #take(rows: Rows, row: number): void {
    const kind = rowKinds[rows.kind[row] ?? 0] ?? 'meta';
    const t = rows.t[row] ?? 0;
    const operation = rows.operation[row] ?? 0;
    const side = this.operations.add(row, kind, operation, rows.message[row] ?? 0);
    const process = rows.process[row] || this.processOf(row);
    if (this.processes.size === 0) this.start = t;
    const lane = this.#processLane(process);
    this.quiet.add(t);
    if (lane !== null) this.#state(lane, row, kind, t, operation);
    const object = rows.object[row] || this.objectOf(row);
    if (object !== 0) this.#queue(object, row, kind, t, process, side, rows.size[row] ?? -1);
    if (kind === 'exit') for (const queue of this.queues.values()) queue.use.ended(process, t);
    if (kind === 'start') this.#started(row, t);
    if (kind === 'finding') this.#finding(row);
    if (!listed.has(kind) || (kind === 'error' && operation !== 0)) return;
    this.list.push(row);
    lane?.mark(t, row);
  }

  #processLane(process: number): ProcessLane | null {
    if (process === 0) return null;
    const known = this.processes.get(process);
    if (known) return known;
    const lane = new ProcessLane(process);
    this.processes.set(process, lane);
    this.#order = null;
    return lane;
  }

  #state(lane: ProcessLane, row: number, kind: RowKind, t: Nanos, operation: number): void {
    switch (kind) {
      case 'begin':
        lane.become(stateNumber.running, t, row);
        break;
      case 'exit':
        lane.become(stateNumber.ended, t, row);
        break;
      case 'block':
        lane.block(operation, blockedState(this.trace.stringOf(this.trace.reason.at(row))), t, row);
        break;
      case 'unblock':
      case 'return':
      case 'timeout':
      case 'cancel':
      case 'error':
        lane.unblock(operation, t, row);
        break;
      case 'start':
      case 'create':
      case 'call':
      case 'print':
      case 'mark':
        // A trace may lack the begin of its first process: what does something runs.
        if (lane.states.length === 0) lane.become(stateNumber.running, t, row);
        break;
    }
  }

  #started(row: number, t: Nanos): void {
    const object = this.trace.object.at(row);
    this.startRows.set(object, row);
    const child = this.trace.processes.find((process) => process?.object === object);
    if (child === undefined) return;
    const lane = this.#processLane(child.process);
    if (lane?.states.length === 0) lane.become(stateNumber.starting, t, row);
  }

  #queue(object: number, row: number, kind: RowKind, t: Nanos, process: number, side: Side, size: number): void {
    const info = this.trace.objects[object];
    // a process has a lane of its own
    if (info === undefined || info.type === 'Process') return;
    const op = this.trace.stringOf(this.trace.op.at(row));
    const is = kindOf(info.type);
    if (!is.isAlwaysShown && size < 0 && !this.queues.has(object)) return;
    const lane = this.#queueLane(object, is, process, kind === 'call' && (is.isUsedByAnyCall || moves(op)));
    if (kind === 'create') lane.first = Math.max(0, size);
    if (size >= 0) lane.become(size, t, row);
    lane.use.take(kind, op, this.trace.operation.at(row), process, t, size >= lane.first);
    if (side === 'put') lane.came.push(t);
    if (side === 'get') lane.went.push(t);
  }

  /** A queue stands below its creator until a first process puts or gets, then below that one. */
  #queueLane(object: number, is: ObjectKind, process: number, uses: boolean): QueueLane {
    const known = this.queues.get(object);
    if (known?.used || (known && !uses)) return known;
    const lane = known ?? new QueueLane(object, is, process);
    lane.user = process;
    lane.used = uses;
    this.queues.set(object, lane);
    this.#order = null;
    return lane;
  }

  #finding(row: number): void {
    const finding = readFinding(this.trace.stringOf(this.trace.text.at(row)));
    this.findings.push({ row, finding });
    if (finding.severity !== 'error') return;
    const t = this.trace.t.at(row);
    for (const { from } of finding.cycle) this.stuckAt.set(from, t);
    for (const { process } of finding.places) {
      // who has ended is told for what it did before
      if (this.processes.get(process)?.state !== stateNumber.ended) this.stuckAt.set(process, t);
    }
  }
}
