// Two processes take the same two locks in opposite orders: once each has its first, neither gets its second.
// The lock graph with gates, after Havelund, "Using runtime analysis to guide model checking of Java programs" (2000).

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';

/** While it held `first`, a process asked for `second`. */
interface Nesting {
  readonly first: Step;
  readonly second: Step;
  /** Locks that it held besides: who shares one of them is kept apart. */
  readonly gates: ReadonlySet<number>;
}

export const lockOrder: Analysis = {
  id: 'lock-order',
  title: 'Locks that are taken in opposite orders',
  types: ['Lock', 'RLock'],
  watch: (run) => new LockOrder(run),
};

class LockOrder implements Watcher {
  readonly #run: Run;
  /** By both locks and the process: how often it happens changes nothing. */
  readonly #nestings = new Map<string, Nesting>();
  readonly #found = new Map<string, Finding>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (step.op !== 'acquire') return;
    const holds = this.#run.holds.of(step.process);
    if (holds.some(({ lock }) => lock === step.object)) return;
    for (const { lock, step: first } of holds) {
      const key = `${lock} ${step.object} ${step.process}`;
      if (this.#nestings.has(key)) continue;
      const gates = new Set(holds.map((hold) => hold.lock).filter((held) => held !== lock));
      const nesting = { first, second: step, gates };
      this.#nestings.set(key, nesting);
      this.#compare(nesting);
    }
  }

  findings(): Finding[] {
    return [...this.#found.values()];
  }

  #compare(later: Nesting): void {
    const pair = [later.first.object, later.second.object].sort((a, b) => a - b).join(' ');
    if (this.#found.has(pair)) return;
    for (const earlier of this.#nestings.values()) {
      const isReversed = earlier.first.object === later.second.object && earlier.second.object === later.first.object;
      if (!isReversed || earlier.second.process === later.second.process) continue;
      if ([...earlier.gates].some((lock) => later.gates.has(lock))) continue;
      // one is over before the other can begin, whoever is quicker
      if (this.#run.order.knows(later.second.process, earlier.second.process, earlier.second.stamp)) continue;
      this.#found.set(pair, this.#tell(earlier, later));
      return;
    }
  }

  #tell(earlier: Nesting, later: Nesting): Finding {
    const run = this.#run;
    const words = ({ first, second }: Nesting) =>
      `${run.who(second.process)} holds ${run.what(first.object)} (${run.at(first.site)}) and asks for ${run.what(second.object)} (${run.at(second.site)})`;
    const [a, b] = [run.what(earlier.first.object), run.what(earlier.second.object)];
    return {
      id: lockOrder.id,
      severity: 'warning',
      title: `${a} and ${b} are taken in opposite orders: two processes can block each other for good`,
      message: `${words(earlier)}.\n${words(later)}.\nWhen both have their first lock at the same time, neither ever gets its second.`,
      cure: `Take ${a} and ${b} in the same order everywhere, or put one lock around both.`,
      places: [
        run.place(
          later.second,
          `${run.who(later.second.process)} asks for ${run.what(later.second.object)} while it holds ${run.what(later.first.object)}`,
        ),
        run.place(
          earlier.second,
          `${run.who(earlier.second.process)} asks for ${run.what(earlier.second.object)} while it holds ${run.what(earlier.first.object)}`,
        ),
      ],
      cycle: [],
    };
  }
}
