// A process waits for another one while it holds a lock that this other one needs first: neither goes on.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { knew } from '../clocks.ts';
import type { Hold } from '../holds.ts';
import { type Run, times } from '../run.ts';
import type { Step } from '../step.ts';

interface Candidate {
  /** What its process waits for while it holds the lock. */
  readonly wait: Step;
  readonly hold: Hold;
  /** The other one's wait for the lock, or how it had the lock before, by luck. */
  readonly other: Step;
  readonly isStuck: boolean;
  happened: number;
}

interface Uses {
  last: Step;
  before: Step | undefined;
}

/** What ends a wait of a reason; the other one alone must be able to do it. */
const enders: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['empty', new Set(['put', 'send'])],
  ['full', new Set(['get', 'recv'])],
  ['unset', new Set(['set'])],
  ['notify', new Set(['notify', 'notifyAll'])],
  ['zero', new Set(['release'])],
  ['unfinished', new Set(['taskDone'])],
]);
/** Every one of these is needed: it does not matter whether there are others. */
const needsEach = new Set(['join', 'barrier']);

const locks: ReadonlySet<string> = new Set(['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore']);

export const lockAcrossWait: Analysis = {
  id: 'lock-across-wait',
  title: 'A lock that is held while waiting for somebody who needs it',
  watch: (run) => new LockAcrossWait(run),
};

class LockAcrossWait implements Watcher {
  readonly #run: Run;
  /** By lock and process: the last acquire. */
  readonly #acquired = new Map<number, Map<number, Step>>();
  /** By object and process: what may have ended a wait of somebody. */
  readonly #used = new Map<number, Map<number, Uses>>();
  readonly #found = new Map<string, Candidate>();
  /** Waits of processes that hold a lock, and what they knew when they began. */
  readonly #waits = new Map<Step, ArrayLike<number>>();
  #hasLocks = false;

  constructor(run: Run) {
    this.#run = run;
  }

  created(object: number): void {
    const type = this.#run.typeOf(object);
    this.#hasLocks ||= locks.has(type);
  }

  called(step: Step): void {
    if (!this.#hasLocks || step.object === 0) return;
    const { type, op, process, object } = step;
    if (type === 'Lock' || type === 'RLock' || !isEnder(op)) return;
    const of = this.#used.get(object) ?? new Map<number, Uses>();
    if (of.size === 0) this.#used.set(object, of);
    const uses = of.get(process);
    if (uses) {
      uses.before = uses.last;
      uses.last = step;
    } else of.set(process, { last: step, before: undefined });
  }

  blocked(step: Step): void {
    if (!this.#hasLocks || step.isLimited || step.op === 'acquire' || step.op === 'sleep') return;
    if (this.#run.holds.of(step.process).length === 0) return;
    this.#waits.set(step, this.#run.order.snapshot(step.process));
  }

  unblocked(step: Step): void {
    const clock = this.#waits.get(step);
    this.#waits.delete(step);
    if (!clock || step.by === 0) return;
    const reason = this.#run.trace.stringOf(step.reason);
    for (const hold of this.#heldThrough(step)) {
      const before = this.#acquired.get(hold.lock)?.get(step.by);
      if (!before || before.seq > hold.step.seq || before.process === step.process) continue;
      if (!this.#comesFirst(before, step, reason)) continue;
      // its turn was before for a reason, not by luck
      if (knew(clock, before.process, before.seq)) continue;
      this.#add({ wait: step, hold, other: before, isStuck: false, happened: 1 });
    }
  }

  ended(step: Step): void {
    this.#waits.delete(step);
    if (step.op !== 'acquire' || step.outcome !== 'return') return;
    const of = this.#acquired.get(step.object) ?? new Map<number, Step>();
    of.set(step.process, step);
    this.#acquired.set(step.object, of);
  }

  said(): void {
    for (const wait of this.#waits.keys()) if (this.#run.isStuck(wait)) this.#tellStuck(wait);
  }

  exited(process: number): void {
    for (const wait of this.#waits.keys()) if (wait.process === process) this.#waits.delete(wait);
  }

  findings(): Finding[] {
    const run = this.#run;
    return [...this.#found.values()]
      .filter(({ isStuck, wait }) => isStuck || (run.isOver && this.#isTheOnlyOne(wait)))
      .map((candidate) => this.#tell(candidate));
  }

  /** Locks that it holds and does not let go of while it waits: a condition's wait gives its own away. */
  #heldThrough(wait: Step): Hold[] {
    const own = wait.type === 'Condition' ? this.#run.lockOf(wait.object) : 0;
    return this.#run.holds.of(wait.process).filter(({ lock, step }) => lock !== own && step.seq < wait.seq);
  }

  /** Whether the other one had to have the lock before it could end this wait. */
  #comesFirst(acquire: Step, wait: Step, reason: string): boolean {
    if (reason === 'join') return true;
    if (!enders.has(reason) && reason !== 'barrier') return false;
    const of = this.#used.get(wait.object)?.get(wait.by);
    if (!of || of.last.seq < acquire.seq) return false;
    return !of.before || of.before.seq < acquire.seq;
  }

  #isTheOnlyOne({ object, process, by, reason }: Step): boolean {
    const { trace } = this.#run;
    const why = trace.stringOf(reason);
    if (needsEach.has(why)) return true;
    const others = [...(this.#used.get(object) ?? [])].filter(([, { last }]) => enders.get(why)?.has(last.op));
    return others.every(([one]) => one === by || one === process);
  }

  /** Somebody waits for good for the lock, and is among those that this wait waits for. */
  #tellStuck(wait: Step): void {
    const run = this.#run;
    for (const hold of this.#heldThrough(wait)) {
      for (const { process } of run.live()) {
        if (process === wait.process || run.isServer(process)) continue;
        for (const other of run.openSteps(process)) {
          const isForLock = other.object === hold.lock && other.op === 'acquire';
          // a value waits for its lock when another process holds it
          const isForValue = run.lockOf(other.object) === hold.lock && run.trace.stringOf(other.reason) === 'locked';
          if (!run.isStuck(other) || !(isForLock || isForValue) || !this.#couldEnd(wait, hold, other)) continue;
          this.#add({ wait, hold, other, isStuck: true, happened: 1 });
          return;
        }
      }
    }
  }

  /** Not who would do the same with the lock: it would wait itself. */
  #couldEnd(wait: Step, hold: Hold, other: Step): boolean {
    if (!this.#run.couldEnd.some(({ from, to }) => from === wait.process && to === other.process)) return false;
    const reason = this.#run.trace.stringOf(wait.reason);
    if (needsEach.has(reason)) return true;
    const uses = this.#used.get(wait.object)?.get(other.process);
    if (uses) return enders.get(reason)?.has(uses.last.op) ?? false;
    return other.site !== hold.step.site;
  }

  #add(candidate: Candidate): void {
    const { wait, hold, isStuck } = candidate;
    const key = `${wait.site} ${wait.object} ${hold.lock}`;
    const known = this.#found.get(key);
    if (known && (known.isStuck || !isStuck)) known.happened++;
    else this.#found.set(key, candidate);
  }

  #tell({ wait, hold, other, isStuck, happened }: Candidate): Finding {
    const run = this.#run;
    const [who, needer, lock] = [run.who(wait.process), run.who(other.process), run.what(hold.lock)];
    const waits = `${who} waits in ${wait.op}() of ${run.what(wait.object)} (${run.at(wait.site)}) while it holds ${lock} (${run.at(hold.step.site)})`;
    const message = isStuck
      ? `${waits}. ${needer}, which could end that, waits for ${lock} (${run.at(other.site)}): neither goes on.`
      : `${waits}. ${needer} ends this wait, but needs ${lock} before it can (${run.at(other.site)}). In this run it had the lock first; nothing makes it so, and the other way round both wait for good.${times(happened)}`;
    return {
      id: lockAcrossWait.id,
      severity: isStuck ? 'error' : 'warning',
      title: isStuck
        ? `${who} waits while it holds ${lock}, which ${needer} needs to go on`
        : `${who} waits for ${needer} while it holds ${lock}, which ${needer} needs first: both can wait for good`,
      message,
      cure: `Wait before lock.with(…) or after it: hold ${lock} only while what it protects is used.`,
      places: [
        run.place(wait, `${who} waits here, and holds ${lock}`),
        run.place(hold.step, `${who} takes ${lock}`),
        run.place(other, `${needer} ${isStuck ? 'waits for' : 'needs'} ${lock}`),
      ],
      cycle: isStuck
        ? [
            { from: wait.process, to: other.process, object: wait.object },
            { from: other.process, to: wait.process, object: hold.lock },
          ]
        : [],
    };
  }
}

function isEnder(op: string): boolean {
  switch (op) {
    case 'put':
    case 'send':
    case 'get':
    case 'recv':
    case 'set':
    case 'notify':
    case 'notifyAll':
    case 'release':
    case 'taskDone':
    case 'wait':
      return true;
    default:
      return false;
  }
}
