// What is known of a run at the point of the trace that the analyses have come to: kept by the analyzer, read by all.

import type { Nanos } from '../base/units.ts';
import { type Finding, type Place, tellsOfStuck } from '../trace/finding.ts';
import type { Outcome } from '../trace/operations.ts';
import type { ObjectInfo, ProcessInfo, Trace } from '../trace/trace.ts';
import type { Clocks } from './clocks.ts';
import { Contacts } from './contacts.ts';
import { Holds } from './holds.ts';
import { Looks } from './looks.ts';
import { Orders } from './orders.ts';
import { Queues, queueTypes } from './queue-facts.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';

export class RunState implements Run {
  readonly trace: Trace;
  readonly order: Clocks;
  readonly holds = new Holds();
  readonly looks = new Looks();
  readonly contacts: Contacts;
  readonly queues: Queues;
  readonly stuck = new Map<number, readonly Step[]>();
  readonly couldEnd: { from: number; to: number; object: number }[] = [];
  isClosed = false;
  now: Nanos = 0;
  readonly #lastCalls = new Map<number, number>();
  readonly #steps = new Map<number, Step>();
  readonly #openOf = new Map<number, Map<number, Step>>();
  readonly #servers = new Set<number>();
  readonly #workers = new Set<number>();
  readonly #locks = new Map<number, number>();
  /** Of the lock that was made with a condition, value or array: that object. */
  readonly #owners = new Map<number, number>();
  readonly #processes = new Map<number, number>();
  readonly #live = new Set<number>();
  /** The last object made, when it is a lock: the next may have it as its part. */
  #lastLock = 0;
  #mainEnded = false;
  readonly #orders: Orders;

  constructor(trace: Trace) {
    this.trace = trace;
    this.#orders = new Orders(trace);
    this.order = this.#orders.must;
    this.contacts = new Contacts(this.order);
    this.queues = new Queues((text) => trace.stringOf(text));
  }

  get told(): Clocks | null {
    return this.#orders.told;
  }

  beside(value: number): Clocks | undefined {
    return this.#orders.beside(value);
  }

  keepBeside(value: number): Clocks | null {
    return this.#orders.keepBeside(value, this.lockOf(value));
  }

  get cores(): number {
    return this.trace.meta?.cores ?? Number.POSITIVE_INFINITY;
  }

  get isOver(): boolean {
    return this.isClosed || this.#mainEnded;
  }

  called(index: number): Step {
    const { trace } = this;
    const [process, object] = [trace.process.at(index), trace.object.at(index)];
    const step: Step = {
      operation: trace.operation.at(index),
      process,
      object,
      type: trace.objects[object]?.type ?? '',
      op: trace.stringOf(trace.op.at(index)),
      site: trace.site.at(index),
      seq: trace.seq.at(index),
      t: trace.t.at(index),
      sends: trace.message.at(index),
      text: trace.text.at(index),
      bytes: trace.bytes.at(index),
      isLimited: trace.code.at(index) === 1,
      receives: 0,
      reason: 0,
      blockedT: -1,
      blockedSeq: 0,
      unblockedT: -1,
      by: 0,
      endT: -1,
      endSeq: 0,
      outcome: 'open',
      code: 0,
      size: -1,
    };
    this.now = step.t;
    this.#lastCalls.set(process, step.seq);
    this.#steps.set(step.operation, step);
    this.#open(process).set(step.operation, step);
    if (step.type === 'Manager' && step.op === 'ready') this.#servers.add(process);
    if (step.type === 'Pool' && step.op === 'task') this.#workers.add(process);
    if (step.op === 'release' && Holds.isLock(step.type)) this.#sleptWith(step);
    this.looks.called(step);
    if (queueTypes.includes(step.type)) this.queues.called(step);
    this.#orders.called(step);
    return step;
  }

  blocked(index: number): Step | undefined {
    const step = this.#steps.get(this.trace.operation.at(index));
    if (!step) return undefined;
    this.now = this.trace.t.at(index);
    step.reason = this.trace.reason.at(index);
    step.blockedT = this.now;
    step.blockedSeq = this.trace.seq.at(index);
    step.size = this.trace.size.at(index);
    this.#orders.blocked(step);
    return step;
  }

  unblocked(index: number): Step | undefined {
    const step = this.#steps.get(this.trace.operation.at(index));
    if (!step) return undefined;
    this.now = this.trace.t.at(index);
    step.unblockedT = this.now;
    step.by = this.trace.by.at(index);
    step.size = this.trace.size.at(index);
    const message = this.trace.message.at(index);
    if (message !== step.sends) step.receives = message;
    this.#orders.unblocked(step, index);
    if (step.op === 'acquire' && this.holds.counts(step)) this.holds.acquired(step);
    return step;
  }

  ended(index: number, outcome: Outcome): Step | undefined {
    const { trace } = this;
    const step = this.#steps.get(trace.operation.at(index));
    if (!step) return undefined;
    this.now = trace.t.at(index);
    step.endT = this.now;
    step.endSeq = trace.seq.at(index);
    step.outcome = outcome;
    step.code = trace.code.at(index);
    if (outcome === 'return') step.size = trace.size.at(index);
    const message = trace.message.at(index);
    if (message !== 0 && message !== step.sends) step.receives = message;
    this.#steps.delete(step.operation);
    this.#openOf.get(step.process)?.delete(step.operation);
    if (this.holds.counts(step)) this.#lockEnded(step);
    this.contacts.ended(step);
    if (queueTypes.includes(step.type)) this.queues.ended(step);
    this.#orders.ended(step, index);
    return step;
  }

  created(index: number): void {
    const { trace } = this;
    const object = trace.object.at(index);
    const { type = '', name = '', site = 0 } = trace.objects[object] ?? {};
    const part = this.object(this.#lastLock);
    if (part && part.name === `${name}.lock` && part.site === site) {
      this.#locks.set(object, this.#lastLock);
      this.#owners.set(this.#lastLock, object);
    }
    this.#lastLock = type === 'RLock' ? object : 0;
    this.looks.created(type);
    this.holds.created(object, type, trace.size.at(index));
    this.#orders.created(object, type, trace.size.at(index));
  }

  /** @returns the process that was started */
  started(index: number): number {
    const object = this.trace.object.at(index);
    const child = this.processOf(object);
    this.#orders.started(this.trace.process.at(index), child, this.trace.seq.at(index));
    return child;
  }

  begun(process: number): void {
    this.#live.add(process);
    this.#orders.begun(process);
  }

  exited(process: number, index: number): void {
    const seq = this.trace.seq.at(index);
    this.#live.delete(process);
    this.#orders.exited(process, seq);
    const { parent = 0 } = this.trace.processes[process] ?? {};
    this.contacts.exited(process, parent, seq);
    if (parent === 0) this.#mainEnded = true;
    for (const operation of this.#openOf.get(process)?.keys() ?? []) this.#steps.delete(operation);
    this.#openOf.delete(process);
  }

  /** The kernel has said who can never go on. */
  said({ id, places, cycle }: Finding): void {
    if (!tellsOfStuck({ id })) return;
    this.couldEnd.push(...cycle);
    const told = [...places.map(({ process }) => process), ...cycle.map(({ from }) => from)];
    // of a whole run that is everybody who lives
    const all = id === 'deadlock' ? [...told, ...this.#openOf.keys()] : told;
    for (const process of all) {
      const waits = [...this.openSteps(process)].filter((step) => step.blockedT >= 0 && step.unblockedT < 0);
      if (waits.length > 0 && !this.stuck.has(process)) this.stuck.set(process, waits);
    }
  }

  isStuck(step: Step): boolean {
    return this.stuck.get(step.process)?.includes(step) ?? false;
  }

  lastCall(process: number): number {
    return this.#lastCalls.get(process) ?? 0;
  }

  openSteps(process: number): Iterable<Step> {
    return this.#openOf.get(process)?.values() ?? [];
  }

  /** Not what the trace knows of a process: that may be further on. */
  *live(): Iterable<ProcessInfo> {
    for (const number of this.#live) {
      const process = this.trace.processes[number];
      if (process) yield process;
    }
  }

  isServer(process: number): boolean {
    return this.#servers.has(process) || this.#workers.has(process);
  }

  isWorker(process: number): boolean {
    return this.#workers.has(process);
  }

  object(object: number): ObjectInfo | undefined {
    return this.trace.objects[object];
  }

  typeOf(object: number): string {
    return this.trace.objects[object]?.type ?? '';
  }

  lockOf(object: number): number {
    return this.#locks.get(object) ?? 0;
  }

  processOf(object: number): number {
    const known = this.#processes.get(object);
    if (known !== undefined) return known;
    for (const info of this.trace.processes) if (info) this.#processes.set(info.object, info.process);
    return this.#processes.get(object) ?? 0;
  }

  who(process: number): string {
    return this.trace.processName(process);
  }

  what(object: number): string {
    return `\`${this.trace.objectName(this.#owners.get(object) ?? object)}\``;
  }

  at(site: number): string {
    const place = this.trace.siteOf(site);
    return place ? `${place.file.split('/').at(-1)}:${place.line}` : '';
  }

  preview(step: Step): string {
    return this.trace.stringOf(step.text);
  }

  place({ process, site, seq }: Pick<Step, 'process' | 'site' | 'seq'>, text: string): Place {
    return { process, site, seq, text };
  }

  #open(process: number): Map<number, Step> {
    const known = this.#openOf.get(process);
    if (known) return known;
    const made = new Map<number, Step>();
    this.#openOf.set(process, made);
    return made;
  }

  /** A release in the middle of a wait is that of the condition's lock. */
  #sleptWith(release: Step): void {
    for (const step of this.openSteps(release.process)) {
      if (step.type === 'Condition' && step.op === 'wait' && step.site === release.site) {
        this.#locks.set(step.object, release.object);
      }
    }
  }

  #lockEnded(step: Step): void {
    if (step.op === 'release') {
      if (step.outcome === 'return') this.holds.released(step);
    } else if (step.op !== 'acquire') return;
    else if (step.outcome === 'return') this.holds.acquired(step);
    // it was let through and gave up before it went on
    else if (step.unblockedT >= 0) this.holds.dropped(step.object);
  }
}
