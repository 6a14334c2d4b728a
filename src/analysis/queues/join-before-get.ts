// A process waits for the end of another one before it takes what that puts: the queue is full, and neither goes on.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { fullText, fullWaits, limitOf, readersOf } from './full-waits.ts';

export const joinBeforeGet: Analysis = {
  id: 'join-before-get',
  title: 'A process is joined before what it puts is taken',
  // all that it needs is in what the kernel says of the stuck
  types: [],
  watch: (run) => new JoinBeforeGet(run),
};

class JoinBeforeGet implements Watcher {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  findings(): Finding[] {
    const found = new Map<string, Finding>();
    for (const waits of this.#run.stuck.values()) {
      for (const join of waits) {
        if (join.op !== 'join') continue;
        for (const put of this.#joinedBy(join).flatMap((process) => fullWaits(this.#run, process))) {
          const key = `${join.process} ${put.object}`;
          if (this.#isOnlyFor(join.process, put) && !found.has(key)) found.set(key, this.#tell(join, put));
        }
      }
    }
    return [...found.values()];
  }

  /** The process that is joined; of a queue, those that have taken its items and not marked them. */
  #joinedBy({ object, type }: Step): number[] {
    if (type === 'Process') return [this.#run.processOf(object)];
    const parts = [...this.#run.queues.of(object).parts.values()];
    return parts.filter(({ gets, dones }) => gets > dones).map(({ process }) => process);
  }

  #isOnlyFor(process: number, put: Step): boolean {
    const readers = readersOf(this.#run, put);
    return readers.length === 1 && readers[0] === process;
  }

  #tell(join: Step, put: Step): Finding {
    const run = this.#run;
    const name = run.what(put.object);
    const joiner = run.who(join.process);
    const puts = [...run.stuck.keys()].flatMap((process) => fullWaits(run, process));
    const all = puts.filter(({ object }) => object === put.object);
    const who = list(all.map(({ process }) => run.who(process)));
    const wait = all.length === 1 ? 'waits' : 'wait';
    const joined = join.type === 'Process' ? run.who(put.process) : run.what(join.object);
    return {
      id: joinBeforeGet.id,
      severity: 'error',
      title: `${joiner} joins ${joined} before it takes what is in ${name}: both wait for ever`,
      message: `${joiner} waits at ${run.at(join.site)} in join of ${joined}.\n${who} ${wait} at ${run.at(put.site)} for room in ${fullText(run, put.object)}. Only ${joiner} takes from it, and it does so only behind its join.`,
      cure: `Get everything from ${name} first, and join then; or give ${name} no ${limitOf(run, put.object)}.`,
      places: [
        run.place(join, `${joiner} waits in join of ${joined}`),
        ...all.map((one) => run.place(one, `${run.who(one.process)} waits for room in ${name}`)),
      ],
      cycle: [],
    };
  }
}
