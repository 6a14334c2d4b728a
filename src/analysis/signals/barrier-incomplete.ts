// Fewer come to a barrier than it wants, and nobody is left who could: who waits there waits for good, or until its time is over.

import type { Finding, Place } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, list, type Run } from '../run.ts';
import type { Step } from '../step.ts';

interface Gathering {
  readonly object: number;
  /** 0: not known. */
  parties: number;
  readonly seq: number;
  /** Who is there now. */
  readonly waiting: Map<number, Step>;
  /** Who was there when it broke: that comes before the timeout which breaks it. */
  broken: Step[];
  /** Who has ever come. */
  readonly users: Set<number>;
  found: { waits: readonly Step[]; gone: readonly number[]; isStuck: boolean } | null;
}

export const barrierIncomplete: Analysis = {
  id: 'barrier-incomplete',
  title: 'A barrier to which too few come',
  types: ['Barrier'],
  watch: (run) => new BarrierIncomplete(run),
};

class BarrierIncomplete implements Watcher {
  readonly #run: Run;
  /** When processes ended: `seq`. */
  readonly #ended = new Map<number, number>();
  readonly #of = new Map<number, Gathering>();

  constructor(run: Run) {
    this.#run = run;
  }

  created(object: number, _process: number, index: number): void {
    if (this.#run.typeOf(object) !== 'Barrier') return;
    const none = { waiting: new Map(), users: new Set<number>(), broken: [], found: null };
    this.#of.set(object, { object, parties: 0, seq: this.#run.trace.seq.at(index), ...none });
  }

  called(step: Step): void {
    const barrier = this.#of.get(step.object);
    if (!barrier || step.op !== 'wait') return;
    // `for 3`; older traces do not tell, and nothing is found in them
    if (barrier.parties === 0) barrier.parties = Number(/^for (\d+)$/.exec(this.#run.preview(step))?.[1] ?? 0);
    barrier.waiting.set(step.operation, step);
    barrier.users.add(step.process);
    barrier.broken = [];
  }

  unblocked(step: Step): void {
    this.#of.get(step.object)?.waiting.delete(step.operation);
  }

  ended(step: Step): void {
    const barrier = this.#of.get(step.object);
    if (!barrier || step.op !== 'wait') return;
    if (step.outcome === 'timeout') this.#missing(barrier, false);
    else if (step.outcome === 'error' && barrier.waiting.has(step.operation)) barrier.broken.push(step);
    barrier.waiting.delete(step.operation);
  }

  said(): void {
    for (const barrier of this.#of.values()) {
      if ([...barrier.waiting.values()].some((step) => this.#run.isStuck(step))) this.#missing(barrier, true);
    }
  }

  exited(process: number, _code: number, index: number): void {
    if (this.#of.size > 0) this.#ended.set(process, this.#run.trace.seq.at(index));
    for (const { waiting } of this.#of.values()) {
      for (const [operation, step] of waiting) if (step.process === process) waiting.delete(operation);
    }
  }

  findings(): Finding[] {
    return [...this.#of.values()].flatMap((barrier) => (barrier.found ? [this.#tell(barrier)] : []));
  }

  #missing(barrier: Gathering, isStuck: boolean): void {
    const run = this.#run;
    const waits = [...barrier.broken, ...barrier.waiting.values()].sort((a, b) => a.seq - b.seq);
    if (barrier.found || waits.length === 0 || waits.length >= barrier.parties) return;
    const there = new Set(waits.map(({ process }) => process));
    const sites = new Set([...there].map((process) => this.#madeAt(process)));
    // once as many have come as it wants, one of these is missing, and nobody else
    const areKnown = barrier.users.size >= barrier.parties;
    const isOfThem = (process: number) => barrier.users.has(process) || (!areKnown && sites.has(this.#madeAt(process)));
    for (const { process } of run.live()) {
      if (there.has(process) || run.isServer(process)) continue;
      // somebody who lives could come, or is kept from it by something else, which is told by another finding
      if (isOfThem(process) || !(areKnown || this.#waitsForOneOf(process, there))) return;
    }
    const gone = [...this.#ended].flatMap(([process, seq]) =>
      seq > barrier.seq && !there.has(process) && isOfThem(process) ? [process] : [],
    );
    barrier.found = { waits, gone, isStuck };
  }

  /** It joins somebody who is at the barrier: before these go on it does nothing else. */
  #waitsForOneOf(process: number, there: ReadonlySet<number>): boolean {
    for (const step of this.#run.openSteps(process)) {
      if (step.op === 'join' && there.has(this.#run.processOf(step.object))) return true;
    }
    return false;
  }

  #madeAt(process: number): number {
    return this.#run.object(this.#run.trace.processes[process]?.object ?? 0)?.site ?? 0;
  }

  #tell({ object, parties, seq, users, found }: Gathering): Finding {
    const run = this.#run;
    const { waits, gone, isStuck } = found ?? { waits: [], gone: [], isStuck: false };
    const { creator = 0, site = 0 } = run.object(object) ?? {};
    const name = run.what(object);
    const missing = parties - waits.length;
    const who = list(waits.map(({ process }) => run.who(process)));
    const wait = waits.length === 1 ? 'waits' : 'wait';
    const ended =
      gone.length > 0
        ? `${list(gone.map((process) => run.who(process)))} ended without coming${gone.every((process) => users.has(process)) ? ' again' : ''}.`
        : 'Nobody else has ever come.';
    const places: Place[] = [
      run.place({ process: creator, site, seq }, `${name} wants ${count(parties, 'process', 'processes')}`),
      ...waits.map((step) => run.place(step, `${run.who(step.process)} waits for ${missing} more`)),
    ];
    return {
      id: barrierIncomplete.id,
      severity: isStuck ? 'error' : 'warning',
      title: `${name} wants ${count(parties, 'process', 'processes')}, and only ${waits.length} came`,
      message: `${who} ${wait} at ${name} for ${count(missing, 'more process', 'more processes')}, and nobody is left who could come. ${ended}${isStuck ? '' : ' The wait timed out, and the barrier is broken.'}`,
      cure: `Make ${name} for as many parties as come to it each time, or let a process that leaves early call abort().`,
      places,
      cycle: [],
    };
  }
}
