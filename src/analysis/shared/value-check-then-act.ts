// Two processes look at a shared value, both see that something is free, and both take it: the look and the write are not one step.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { haveCommon } from '../holds.ts';
import { list, type Run, times } from '../run.ts';
import type { Step } from '../step.ts';
import { isOrdered, nameOf, type SharedValue, type Update, type Updates, updatesOf } from './updates.ts';

interface Pair {
  readonly earlier: Update;
  readonly later: Update;
  happened: number;
}

interface Taken {
  /** By process: the last is enough to compare with. */
  readonly updates: Map<number, Update>;
  both: Pair | null;
  possible: Pair | null;
}

export const valueCheckThenAct: Analysis = {
  id: 'value-check-then-act',
  title: 'A shared value that is looked at and then set, without its lock',
  types: ['Value', 'SharedArray'],
  watch: (run) => new ValueCheckThenAct(run),
};

class ValueCheckThenAct implements Watcher {
  readonly #run: Run;
  readonly #updates: Updates;
  readonly #taken = new Map<SharedValue, Taken>();

  constructor(run: Run) {
    this.#run = run;
    this.#updates = updatesOf(run);
  }

  ended(step: Step): void {
    const written = this.#updates.ended(step);
    if (!written?.update) return;
    const { value, update } = written;
    const taken = this.#taken.get(value) ?? { updates: new Map<number, Update>(), both: null, possible: null };
    this.#taken.set(value, taken);
    this.#compare(taken, update);
    taken.updates.set(step.process, update);
  }

  exited(process: number): void {
    this.#updates.exited(process);
  }

  findings(): Finding[] {
    return [...this.#taken].flatMap(([value, { both, possible }]) => {
      const pair = both ?? possible;
      if (!pair || !value.isDecision(pair.later.read.site)) return [];
      return [this.#tell(pair, both !== null)];
    });
  }

  #compare(taken: Taken, later: Update): void {
    for (const earlier of taken.updates.values()) {
      const { write } = earlier;
      if (write.process === later.write.process || earlier.from !== later.from || earlier.to !== later.to) continue;
      if (haveCommon(earlier.locks, later.locks)) continue;
      // both had looked before either wrote
      if (later.read.endSeq < write.seq) {
        if (taken.both) taken.both.happened++;
        else taken.both = { earlier, later, happened: 1 };
      } else if (!taken.possible && !isOrdered(this.#run, earlier, later)) {
        taken.possible = { earlier, later, happened: 1 };
      }
    }
  }

  #tell({ earlier, later, happened }: Pair, isBoth: boolean): Finding {
    const run = this.#run;
    const name = nameOf(run, later.write);
    const [one, other] = [run.who(earlier.write.process), run.who(later.write.process)];
    const both = list([one, other]);
    const steps = `${run.at(later.read.site)}) and set it to ${later.to} (${run.at(later.write.site)})`;
    const message = isBoth
      ? `${both} both saw that ${name} was ${later.from} (${steps}: each had looked before the other wrote.${times(happened)}`
      : `${both} each saw that ${name} was ${later.from} (${steps}. In this run one had written before the other looked; nothing makes it so, and both could have taken it.`;
    return {
      id: valueCheckThenAct.id,
      severity: isBoth ? 'error' : 'warning',
      title: isBoth
        ? `${both} both saw ${name} at ${later.from} and both set it to ${later.to}`
        : `${both} look at ${name} and then set it without a lock: both can take it`,
      message,
      cure: `Look and set in one step: inside getLock().with(async () => { … }) of ${run.what(later.write.object)}.`,
      places: [
        run.place(later.write, `${other} sets it because of what it saw`),
        run.place(later.read, `${other} sees ${later.from}`),
        run.place(earlier.write, `${one} sets it because of what it saw`),
      ],
      cycle: [],
    };
  }
}
