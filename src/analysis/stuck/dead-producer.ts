// A process waits for ever for an item of a queue, and one that had put into it was killed or has failed.

import { type Finding, tellsOfStuck } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { endOf, stuckSteps } from './stuck-steps.ts';

interface Puts {
  last: Step;
  count: number;
}

interface Dead {
  readonly process: number;
  readonly code: number;
  readonly puts: Puts;
}

export const deadProducer: Analysis = {
  id: 'dead-producer',
  title: 'A wait for items of a process that was killed or has failed',
  types: ['Queue', 'JoinableQueue', 'SimpleQueue'],
  watch: (run) => new DeadProducer(run),
};

class DeadProducer implements Watcher {
  readonly #run: Run;
  /** By queue and process. */
  readonly #puts = new Map<number, Map<number, Puts>>();
  /** So far: who is stuck is ended from outside later. */
  readonly #ended = new Set<number>();
  /** What they said at their end. */
  readonly #errors = new Map<number, string>();
  readonly #found = new Map<number, { getters: Step[]; dead: Dead }>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (step.op !== 'put') return;
    const ofQueue = this.#puts.get(step.object) ?? new Map<number, Puts>();
    this.#puts.set(step.object, ofQueue);
    const puts = ofQueue.get(step.process);
    if (puts) {
      puts.last = step;
      puts.count++;
    } else ofQueue.set(step.process, { last: step, count: 1 });
  }

  exited(process: number): void {
    this.#ended.add(process);
  }

  failed(process: number, text: string): void {
    const line = text.split('\n').find((one) => /^\w*Error\b/.test(one));
    if (line) this.#errors.set(process, line);
  }

  said(finding: Finding): void {
    if (!tellsOfStuck(finding)) return;
    const getters = stuckSteps(this.#run, finding).filter(({ op, object }) => op === 'get' && this.#puts.has(object));
    const stuck = new Set(finding.places.map(({ process }) => process));
    for (const object of new Set(getters.map((step) => step.object))) {
      const dead = this.#deadOf(object, stuck);
      if (dead) this.#found.set(object, { getters: getters.filter((step) => step.object === object), dead });
    }
  }

  findings(): Finding[] {
    return [...this.#found].map(([object, { getters, dead }]) => this.#tell(object, getters, dead));
  }

  /** The last that has put into it and did not end well; nobody who still could go on puts there. */
  #deadOf(object: number, stuck: ReadonlySet<number>): Dead | undefined {
    const dead: Dead[] = [];
    for (const [process, puts] of this.#puts.get(object) ?? []) {
      const info = this.#run.trace.processes[process];
      if (!info || !this.#ended.has(process)) {
        if (!stuck.has(process)) return undefined;
      } else if (info.exitCode !== null && info.exitCode !== 0) dead.push({ process, code: info.exitCode, puts });
    }
    return dead.sort((a, b) => b.puts.last.seq - a.puts.last.seq)[0];
  }

  #tell(object: number, getters: readonly Step[], { process, code, puts }: Dead): Finding {
    const run = this.#run;
    const [name, who] = [run.what(object), run.who(process)];
    const waiting = [...new Set(getters.map((step) => run.who(step.process)))];
    const error = this.#errors.get(process);
    const wait = waiting.length === 1 ? 'waits' : 'wait';
    return {
      id: deadProducer.id,
      severity: 'error',
      title: `${list(waiting)} ${wait} for items of ${name} from ${who}, which ${endOf(code)}`,
      message:
        `${who} had put ${count(puts.count, 'item')} into ${name}, the last at ${run.at(puts.last.site)}; then it ${endOf(code)}${error === undefined ? '' : ` (${error})`}. ` +
        `${list(waiting)} ${wait} for more, and nobody is left who would put it.`,
      cure: `Put the sentinel in a finally block, so that it comes also when the producer fails; where it may be killed, wait with get({ timeout }) and look at its exitCode.`,
      places: [
        ...getters.map((step) => run.place(step, `${run.who(step.process)} waits for an item of ${name}`)),
        run.place(puts.last, `${who} puts its last item; then it ${endOf(code)}`),
      ],
      cycle: [],
    };
  }
}
