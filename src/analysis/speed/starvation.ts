// A process that asks for something again and again and never gets it, while others get it: each attempt that it gives up costs
// it its place in the row.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { list, type Run } from '../run.ts';
import type { Step } from '../step.ts';

interface Attempts {
  readonly first: Step;
  last: Step;
  count: number;
  /** How often the others had got it before. */
  readonly before: number;
}

interface Starved {
  readonly attempts: Attempts;
  readonly others: number;
  readonly who: readonly number[];
}

const least = 20;

export const starvation: Analysis = {
  id: 'starvation',
  title: 'A process that never gets what others get all the time',
  watch: (run) => new Starvation(run),
};

const types = new Set(['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Queue', 'JoinableQueue', 'SimpleQueue']);
const asking: ReadonlySet<string> = new Set(['acquire', 'get']);

class Starvation implements Watcher {
  readonly #run: Run;
  /** By process: attempts without success, and without anything else in between. */
  readonly #attempts = new Map<number, Attempts>();
  /** By object: how often who got it. */
  readonly #got = new Map<number, Map<number, number>>();
  readonly #found = new Map<number, Starved>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (this.#attempts.size === 0 || step.op === 'sleep') return;
    const attempts = this.#attempts.get(step.process);
    // who does something else meanwhile can do without it
    if (attempts && attempts.first.object !== step.object) this.#attempts.delete(step.process);
  }

  ended(step: Step): void {
    if (!asking.has(step.op) || !types.has(step.type)) return;
    const { process, object } = step;
    if (step.outcome === 'return') {
      this.#attempts.delete(process);
      const got = this.#gotOf(object);
      got.set(process, (got.get(process) ?? 0) + 1);
    } else if (step.outcome === 'timeout') this.#failed(step);
  }

  findings(): Finding[] {
    return [...this.#found.values()].map((starved) => this.#tell(starved));
  }

  #failed(step: Step): void {
    const { process, object } = step;
    const got = this.#gotOf(object);
    const others = () => [...got].reduce((sum, [who, n]) => (who === process ? sum : sum + n), 0);
    const known = this.#attempts.get(process);
    if (!known) {
      this.#attempts.set(process, { first: step, last: step, count: 1, before: others() });
      return;
    }
    known.count++;
    known.last = step;
    if (known.count < least) return;
    const since = others() - known.before;
    if (since < least) return;
    const who = [...got.keys()].filter((one) => one !== process);
    this.#found.set(step.site, { attempts: { ...known }, others: since, who });
  }

  #gotOf(object: number): Map<number, number> {
    const known = this.#got.get(object);
    if (known) return known;
    const made = new Map<number, number>();
    this.#got.set(object, made);
    return made;
  }

  #tell({ attempts: { first, last, count }, others, who }: Starved): Finding {
    const run = this.#run;
    const [name, starved] = [run.what(first.object), run.who(first.process)];
    const rivals = list(who.map((process) => run.who(process)));
    return {
      id: starvation.id,
      severity: 'hint',
      title: `${starved} asked ${count} times in a row for ${name} and never got it`,
      message: `Each time it gave up at ${run.at(first.site)}; meanwhile ${rivals} got ${name} ${others} times. Whoever gives up loses the place in the row and comes last again.`,
      cure: 'Wait without a timeout, or with a longer one: whoever waits is served in the order in which they came.',
      places: [
        run.place(last, `${starved} asks for ${name} the ${count}th time and gives up`),
        run.place(first, `${starved} asks for ${name} for the first time`),
      ],
      cycle: [],
    };
  }
}
