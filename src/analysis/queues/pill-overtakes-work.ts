// A pill is taken while another producer still puts work: what stands behind the last pill is left, or is taken by luck.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { type QueueFacts, queueTypes } from '../queue-facts.ts';
import { count, list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { isWell, type Pills, pillsOf } from './pills.ts';

export const pillOvertakesWork: Analysis = {
  id: 'pill-overtakes-work',
  title: 'A pill that overtakes the work of another producer',
  types: queueTypes,
  watch: (run) => new PillOvertakesWork(run),
};

class PillOvertakesWork implements Watcher {
  readonly #run: Run;
  /** By queue and producer: its last work that a pill was put behind for sure. */
  readonly #covered = new Map<string, Step>();
  /** By queue and producer: the last pill that it knew of when it put work, and the first such work. */
  readonly #behind = new Map<string, { pill: Step; from: Step }>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (step.op !== 'put') return;
    const { order, queues } = this.#run;
    const facts = queues.of(step.object);
    const pill = facts.pills.at(-1);
    if (!pill) return;
    if (pill.put === step) {
      for (const { lastWork } of facts.parts.values())
        if (lastWork && this.#knows(step, lastWork)) this.#cover(lastWork);
    } else if (!facts.pillOf.has(step.sends) && order.knows(step.process, pill.put.process, pill.put.seq)) {
      // it was put there on purpose: for somebody else
      this.#cover(step);
      if (this.#behind.get(keyOf(step))?.pill !== pill.put)
        this.#behind.set(keyOf(step), { pill: pill.put, from: step });
    }
  }

  findings(): Finding[] {
    const run = this.#run;
    if (!run.isOver) return [];
    return [...run.queues.all()].flatMap((facts) => {
      const pills = pillsOf(run, facts);
      if (!pills || pills.waiting.length > 0 || !pills.consumers.every(({ process }) => isWell(run, process)))
        return [];
      const last = pills.taken.at(-1)?.put;
      if (!last) return [];
      const left = [...facts.lying.values()].filter((put) => put.seq > last.seq && this.#isOvertaken(facts, put, last));
      if (left.length > 0) return [this.#tellLeft(facts, pills, left)];
      const lucky = this.#lucky(facts);
      return lucky.length > 0 ? [this.#tellLucky(facts, pills, lucky)] : [];
    });
  }

  #isOvertaken(facts: QueueFacts, put: Step, last: Step): boolean {
    if (put.process === last.process || facts.pillOf.has(put.sends)) return false;
    const behind = this.#behind.get(keyOf(put));
    return !behind || behind.pill.seq < last.seq || put.seq < behind.from.seq;
  }

  /** The last work of producers that no pill is behind for sure. */
  #lucky(facts: QueueFacts): Step[] {
    return [...facts.parts.values()].flatMap(({ lastWork }) => {
      return lastWork && this.#covered.get(keyOf(lastWork)) !== lastWork ? [lastWork] : [];
    });
  }

  /** Whoever puts the pill knows of that work, or may. */
  #knows({ process }: Step, work: Step): boolean {
    const { order, told, contacts } = this.#run;
    if (order.knows(process, work.process, work.seq) || contacts.mayKnow(process, work)) return true;
    return told?.knows(process, work.process, work.seq) ?? false;
  }

  #cover(work: Step): void {
    this.#covered.set(keyOf(work), work);
  }

  #tellLeft(facts: QueueFacts, pills: Pills, left: readonly Step[]): Finding {
    const run = this.#run;
    const { word, taken } = pills;
    const name = run.what(facts.object);
    const pill = taken.at(-1);
    const [first] = left;
    const producers = [...new Set(left.map(({ process }) => process))].sort((a, b) => a - b);
    const who = list(producers.map((process) => run.who(process)));
    const [by, taker] = [run.who(pill?.put.process ?? 0), run.who(pill?.get.process ?? 0)];
    const items = count(left.length, 'item');
    return {
      id: pillOvertakesWork.id,
      severity: 'error',
      title: `${by} put ${pillText(word)} into ${name} before ${who} had put all work: ${items} ${left.length === 1 ? 'is' : 'are'} left`,
      message: `${by} put ${pillText(word)} into ${name} at ${run.at(pill?.put.site ?? 0)}, and ${taker} left with it. ${who} ${producers.length === 1 ? 'was' : 'were'} still putting work (${run.at(first?.site ?? 0)}): ${items} behind it ${left.length === 1 ? 'was' : 'were'} never taken.`,
      cure: this.#cure(facts, pills, producers),
      places: [
        ...(pill ? [run.place(pill.put, `${by} puts ${pillText(word)}`)] : []),
        ...(first
          ? [run.place(first, `${run.who(first.process)} puts ${run.preview(first)} behind it; nobody takes it`)]
          : []),
        ...(pill ? [run.place(pill.get, `${taker} takes ${pillText(word)} and leaves`)] : []),
      ],
      cycle: [],
    };
  }

  #tellLucky(facts: QueueFacts, found: Pills, lucky: readonly Step[]): Finding {
    const run = this.#run;
    const { word, pills } = found;
    const name = run.what(facts.object);
    const pill = pills.at(-1)?.put;
    const who = list(lucky.map(({ process }) => run.who(process)));
    const by = run.who(pill?.process ?? 0);
    return {
      id: pillOvertakesWork.id,
      severity: 'warning',
      title: `${by} puts ${pillText(word)} into ${name} without knowing that ${who} ${lucky.length === 1 ? 'has' : 'have'} put all work`,
      message: `It went well in this run: all work of ${who} was taken. Nothing makes it so: ${by} does not wait for ${lucky.length === 1 ? 'it' : 'them'} before it puts ${pillText(word)} (${run.at(pill?.site ?? 0)}), and what is put behind the last one is left.`,
      cure: this.#cure(
        facts,
        found,
        lucky.map(({ process }) => process),
      ),
      places: [
        ...(pill ? [run.place(pill, `${by} puts ${pillText(word)}`)] : []),
        ...lucky.map((put) => run.place(put, `${run.who(put.process)} puts its last work, before or after`)),
      ],
      cycle: [],
    };
  }

  /** @param overtaken producers whose work the pill may stand before */
  #cure({ object }: QueueFacts, { consumers }: Pills, overtaken: readonly number[]): string {
    const run = this.#run;
    const name = run.what(object);
    // they end only by the pills: nobody could join them first
    if (consumers.some(({ process }) => overtaken.includes(process))) {
      const made = run.typeOf(object) === 'JoinableQueue' ? '' : `Make ${name} a JoinableQueue. `;
      return `${made}Put work again before taskDone() of what it comes from, and let the pills wait for join() of ${name}: it is over when nothing more can come.`;
    }
    const first = 'Join all producers first, and then put one pill for each consumer';
    if (consumers.length > 1) return `${first}.`;
    return `${first}; or let each producer put a pill, and the consumer leave when it has counted one of each.`;
  }
}

function keyOf({ object, process }: Step): string {
  return `${object} ${process}`;
}

function pillText(word: string): string {
  return `the pill \`${word}\``;
}
