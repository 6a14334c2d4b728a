// Items that nobody has taken when the run is over, though somebody was reading that queue.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { type Part, type QueueFacts, queueTypes } from '../queue-facts.ts';
import { count, type Run } from '../run.ts';
import type { Step } from '../step.ts';

export const itemLeft: Analysis = {
  id: 'item-left',
  title: 'Items that are put and never taken',
  types: queueTypes,
  watch: (run) => new ItemLeft(run),
};

class ItemLeft implements Watcher {
  readonly #run: Run;
  /** Queues that are asked what is in them: whoever asks may know what it leaves. */
  readonly #asked = new Set<number>();
  /** By object and place: puts there give up where there is no room, so none of what they put is missed. */
  readonly #givenUp = new Set<string>();

  constructor(run: Run) {
    this.#run = run;
  }

  ended({ op, object, site, outcome, isLimited }: Step): void {
    // not told of each put: one for which room was promised cannot be refused
    if (op === 'put' && isLimited) this.#givenUp.add(`${object} ${site}`);
    const isQuestion = op === 'empty' || op === 'qsize' || op === 'full';
    // so may whoever gives up after a time
    if (isQuestion || (op === 'get' && outcome !== 'return')) this.#asked.add(object);
  }

  findings(): Finding[] {
    const run = this.#run;
    if (!run.isOver || run.stuck.size > 0) return [];
    // what a process that fails leaves behind is told by its error
    const isBad = run.trace.processes.some((info) => info && !info.daemon && (info.exitCode ?? 0) !== 0);
    return isBad ? [] : [...run.queues.all()].flatMap((facts) => this.#of(facts));
  }

  #of(facts: QueueFacts): Finding[] {
    const { object, lying, pills, parts, isShut } = facts;
    if (lying.size === 0 || isShut || pills.length > 0 || this.#asked.has(object)) return [];
    const [reader, ...others] = [...parts.values()].filter(({ gets }) => gets > 0);
    const [first] = lying.values();
    if (!reader || others.length > 0 || !first || this.#run.isServer(reader.process)) return [];
    const site = [...reader.getSites].find(([, n]) => n > 1)?.[0];
    if ([...lying.values()].every((put) => this.#givenUp.has(`${object} ${put.site}`))) return [];
    const isEndless = [...lying.values()].some(({ process }) => this.#run.trace.processes[process]?.daemon);
    return site === undefined || isEndless ? [] : [this.#tell(facts, reader, first)];
  }

  #tell({ object, lying, parts }: QueueFacts, { process, gets, lastTake }: Part, first: Step): Finding {
    const run = this.#run;
    const [name, reader] = [run.what(object), run.who(process)];
    const puts = [...parts.values()].reduce((n, part) => n + part.puts, 0);
    const were = lying.size === 1 ? 'was' : 'were';
    return {
      id: itemLeft.id,
      severity: 'hint',
      title: `${lying.size} of ${count(puts, 'item')} of ${name} ${were} never taken`,
      message: `${count(puts, 'item')} were put into ${name}; ${reader} took ${gets} of them (${run.at(lastTake?.site ?? 0)}). ${lying.size} ${were} still there when the run was over, the oldest put by ${run.who(first.process)} at ${run.at(first.site)}.`,
      cure: 'Get as many as are put: count them, or let a sentinel say that the last one has come.',
      places: [
        run.place(lastTake ?? first, `${reader} takes the last one that it takes`),
        run.place(first, `${run.who(first.process)} puts ${run.preview(first)}, which stays`),
      ],
      cycle: [],
    };
  }
}
