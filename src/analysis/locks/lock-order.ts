// Processes take the same locks in opposite orders, or in a circle: once each has its first, none gets its second.
// The lock graph with gates, after Havelund, "Using runtime analysis to guide model checking of Java programs" (2000); circles
// over more locks as in Bensalem and Havelund, "Dynamic deadlock analysis of multi-threaded programs" (2005).

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { knew } from '../clocks.ts';
import { haveCommon } from '../holds.ts';
import { list, type Run } from '../run.ts';
import type { Step } from '../step.ts';

/** While it held `first`, a process asked for `second`. */
interface Nesting {
  readonly first: Step;
  readonly second: Step;
  /** Locks that it held besides: who shares one of them is kept apart. */
  readonly gates: ReadonlySet<number>;
  /** What its process knew then. */
  readonly clock: ArrayLike<number>;
}

/** Longer circles than this are not looked for, nor more than so many nestings at a time. */
const longest = 8;
const mostLookedAt = 2000;

export const lockOrder: Analysis = {
  id: 'lock-order',
  title: 'Locks that are taken in opposite orders',
  types: ['Lock', 'RLock'],
  watch: (run) => new LockOrder(run),
};

class LockOrder implements Watcher {
  readonly #run: Run;
  /** By both locks and the process: how often it happens changes nothing. */
  readonly #known = new Set<string>();
  readonly #byFirst = new Map<number, Nesting[]>();
  /** By the locks of the circle. */
  readonly #found = new Map<string, Nesting[]>();
  #budget = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    // who gives up after a time does not wait for good
    if (step.op !== 'acquire' || step.isLimited) return;
    const holds = this.#run.holds.of(step.process);
    if (holds.length === 0 || holds.some(({ lock }) => lock === step.object)) return;
    for (const { lock, step: first } of holds) {
      const key = `${lock} ${step.object} ${step.process}`;
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      const gates = new Set(holds.map((hold) => hold.lock).filter((held) => held !== lock));
      const nesting = { first, second: step, gates, clock: this.#run.order.snapshot(step.process) };
      this.#close(nesting);
      const others = this.#byFirst.get(lock);
      if (others) others.push(nesting);
      else this.#byFirst.set(lock, [nesting]);
    }
  }

  /** Somebody has called it off by a signal: it did not wait for good, and was not meant to. */
  ended(step: Step): void {
    if (step.op !== 'acquire' || step.outcome !== 'cancel') return;
    const isIt = ({ second }: Nesting) => second === step;
    for (const [lock, nestings] of this.#byFirst) {
      this.#byFirst.set(
        lock,
        nestings.filter((one) => !isIt(one)),
      );
    }
    for (const [key, circle] of this.#found) if (circle.some(isIt)) this.#found.delete(key);
  }

  findings(): Finding[] {
    return [...this.#found.values()].flatMap((circle) => {
      const isStuck = circle.every(({ second }) => this.#run.isStuck(second));
      return !isStuck && this.#isSaid(circle) ? [] : [this.#tell(circle, isStuck)];
    });
  }

  /** The kernel has said that processes are stuck in just these locks: in a later round, or others than those of the circle. */
  #isSaid(circle: readonly Nesting[]): boolean {
    const { stuck, holds } = this.#run;
    const locks = circle.map(({ first }) => first.object);
    const waits = [...stuck.values()].flat().filter(({ op }) => op === 'acquire');
    return locks.every((lock) =>
      waits.some(({ object, process }) => {
        return object === lock && holds.of(process).some((hold) => hold.lock !== lock && locks.includes(hold.lock));
      }),
    );
  }

  /** Looks for the shortest circle that the new nesting closes. */
  #close(nesting: Nesting): void {
    for (let length = 2; length <= longest; length++) {
      this.#budget = mostLookedAt;
      const circle = this.#search([nesting], length);
      if (!circle) continue;
      const locks = circle.map(({ first }) => first.object).sort((a, b) => a - b);
      const key = locks.join(' ');
      if (!this.#found.has(key)) this.#found.set(key, circle);
      return;
    }
  }

  #search(path: readonly Nesting[], length: number): Nesting[] | null {
    const [start, end] = [path[0], path.at(-1)];
    if (!start || !end || this.#budget-- <= 0) return null;
    for (const next of this.#byFirst.get(end.second.object) ?? []) {
      if (!path.every((one) => canMeet(one, next))) continue;
      const longer = [...path, next];
      if (longer.length === length) {
        if (next.second.object === start.first.object) return longer;
        continue;
      }
      const found = this.#search(longer, length);
      if (found) return found;
    }
    return null;
  }

  #tell(circle: readonly Nesting[], isStuck: boolean): Finding {
    const run = this.#run;
    const inOrder = circle.toSorted((a, b) => a.second.seq - b.second.seq);
    const words = ({ first, second }: Nesting) =>
      `${run.who(second.process)} holds ${run.what(first.object)} (${run.at(first.site)}) and asks for ${run.what(second.object)} (${run.at(second.site)}).`;
    const names = circle.map(({ first }) => run.what(first.object));
    const all = list(names.toSorted());
    const [isPair, n] = [circle.length === 2, circle.length];
    const have = isPair ? 'both have their first lock' : 'each has its first lock';
    const outcome = isStuck
      ? `So ${have}, and ${isPair ? 'neither' : 'none'} ever gets its second.`
      : `When ${have} at the same time, ${isPair ? 'neither' : 'none'} ever gets its second. It went well in this run.`;
    const order = isPair ? 'in opposite orders' : 'in a circle';
    return {
      id: lockOrder.id,
      severity: isStuck ? 'error' : 'warning',
      title: isStuck
        ? `${all} were taken ${order}: ${n} processes block each other for good`
        : `${all} are taken ${order}: ${n} processes can block each other for good`,
      message: [...inOrder.map(words), outcome].join('\n'),
      cure: `Take ${all} in the same order everywhere, or put one lock around ${isPair ? 'both' : 'all'}.`,
      places: inOrder
        .toReversed()
        .map(({ first, second }) =>
          run.place(
            second,
            `${run.who(second.process)} asks for ${run.what(second.object)} while it holds ${run.what(first.object)}`,
          ),
        ),
      cycle: [],
    };
  }
}

/** Both can be where they are at the same time. */
function canMeet(a: Nesting, b: Nesting): boolean {
  if (a.second.process === b.second.process || a.first.object === b.first.object) return false;
  if (a.gates.has(b.first.object) || b.gates.has(a.first.object)) return false;
  if (haveCommon(a.gates, b.gates)) return false;
  // one is over before the other can begin, whoever is quicker
  if (knew(b.clock, a.second.process, a.second.seq) || knew(a.clock, b.second.process, b.second.seq)) return false;
  return true;
}
