// As many sentinels as consumers: with fewer some wait for ever, with more some stay in the queue.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import type { Part, QueueFacts } from '../queue-facts.ts';
import { count, list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { isWell, type Pills, pillsOf } from './pills.ts';

export const sentinelCount: Analysis = {
  id: 'sentinel-count',
  title: 'A number of sentinels that differs from the number of consumers',
  // all that it needs is in the facts of the queues
  types: [],
  watch: (run) => new SentinelCount(run),
};

class SentinelCount implements Watcher {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  findings(): Finding[] {
    const run = this.#run;
    return [...run.queues.all()].flatMap((facts) => {
      const pills = pillsOf(run, facts);
      if (!pills || pills.others.length > 0) return [];
      if (this.#areTooFew(facts, pills)) return [this.#tellTooFew(facts, pills)];
      return this.#areTooMany(facts, pills) ? [this.#tellTooMany(facts, pills)] : [];
    });
  }

  #areTooFew({ lying }: QueueFacts, { waiting, pills, consumers }: Pills): boolean {
    if (waiting.length === 0 || lying.size > 0 || pills.length >= consumers.length) return false;
    // whoever puts them had no more to say
    return pills.every(({ put }) => {
      const waits = this.#run.stuck.get(put.process);
      if (!waits) return isWell(this.#run, put.process);
      return waits.every((wait) => wait.op === 'join' || this.#isForThem(wait, consumers));
    });
  }

  /** A get from another queue, into which only the consumers put. */
  #isForThem({ object, op }: Step, consumers: readonly Part[]): boolean {
    if (op !== 'get') return false;
    const theirs = new Set(consumers.map(({ process }) => process));
    const putters = [...this.#run.queues.of(object).parts.values()].filter(({ puts }) => puts > 0);
    return putters.length > 0 && putters.every(({ process }) => theirs.has(process));
  }

  #areTooMany({ lying }: QueueFacts, { word, pills, taken, consumers }: Pills): boolean {
    const run = this.#run;
    if (!run.isOver || run.stuck.size > 0 || lying.size === 0 || lying.size !== pills.length - taken.length)
      return false;
    // such values are results as well, of which not all may be wanted
    if (weakWords.has(word) && taken.length < 2) return false;
    const left = new Set(pills.flatMap(({ put, get }) => (get ? [] : [put.sends])));
    return (
      [...lying.keys()].every((message) => left.has(message)) && consumers.every(({ process }) => isWell(run, process))
    );
  }

  #tellTooFew(facts: QueueFacts, { word, pills, taken, waiting, consumers }: Pills): Finding {
    const run = this.#run;
    const name = run.what(facts.object);
    const sent = count(pills.length, 'sentinel');
    const were = pills.length === 1 ? 'was' : 'were';
    const stuck = waiting.map(({ process }) => run.who(process));
    const left = taken.map(({ get }) => run.who(get.process));
    const put = pills.at(-1)?.put ?? waiting[0];
    const site = waiting[0]?.site ?? 0;
    return {
      id: sentinelCount.id,
      severity: 'error',
      title: `${consumers.length} consumers get from ${name}, ${sent} ${were} sent: ${list(stuck)} ${stuck.length === 1 ? 'waits' : 'wait'} for ever`,
      message: `${consumers.length} consumers get from ${name}, but ${sent} (\`${word}\`) ${were} sent (${run.at(put?.site ?? 0)}).\n${list(left)} took ${taken.length === 1 ? 'it' : 'them'} and left; ${list(stuck)} still ${stuck.length === 1 ? 'waits' : 'wait'} at ${run.at(site)}.`,
      cure: `Put one sentinel for each consumer: ${consumers.length} of them, behind all work. Or end the queue for all with shutdown().`,
      places: [
        ...(put
          ? [
              run.place(
                put,
                pills.length === 1 ? 'The only sentinel that was sent' : `The last of ${sent} that were sent`,
              ),
            ]
          : []),
        ...waiting.map((step) => run.place(step, `${run.who(step.process)} waits for an item that never comes`)),
        ...taken.map(({ get }) => run.place(get, `${run.who(get.process)} takes a sentinel and leaves`)),
      ],
      cycle: [],
    };
  }

  #tellTooMany(facts: QueueFacts, { word, pills, taken, consumers }: Pills): Finding {
    const run = this.#run;
    const name = run.what(facts.object);
    const [n, left] = [consumers.length, pills.length - taken.length];
    const who = `${count(n, 'consumer')} ${n === 1 ? 'gets' : 'get'} from ${name}`;
    const last = pills.filter(({ get }) => !get).map(({ put }) => put);
    return {
      id: sentinelCount.id,
      severity: 'warning',
      title: `${who}, ${pills.length} sentinels were sent: ${left} ${left === 1 ? 'is' : 'are'} left`,
      message: `${who}, and each left with the first sentinel (\`${word}\`) that it took. ${pills.length} were sent: ${left} ${left === 1 ? 'is' : 'are'} still in the queue. Whatever is put there next stands behind ${left === 1 ? 'it' : 'them'}.`,
      cure: 'Put exactly one sentinel for each consumer. A single consumer of several producers counts their sentinels, and leaves with the last.',
      places: [
        ...last.slice(0, 3).map((put) => run.place(put, `A sentinel that nobody takes`)),
        ...taken.slice(0, 4).map(({ get }) => run.place(get, `${run.who(get.process)} takes a sentinel and leaves`)),
      ],
      cycle: [],
    };
  }
}

const weakWords: ReadonlySet<string> = new Set(['false', '-1', '""', 'NaN', 'Infinity', '-Infinity']);
