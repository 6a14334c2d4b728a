// Items of a JoinableQueue that were taken and never marked as done: whoever joins it waits for ever, or until its time is over.

import type { Finding, Severity } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import type { Part, QueueFacts } from '../queue-facts.ts';
import { count, type Run } from '../run.ts';
import type { Step } from '../step.ts';

export const taskDoneMissing: Analysis = {
  id: 'task-done-missing',
  title: 'Items that are taken and never marked as done',
  types: ['JoinableQueue'],
  watch: (run) => new TaskDoneMissing(run),
};

class TaskDoneMissing implements Watcher {
  readonly #run: Run;
  /** By queue and process: the first get after whose item the next one was taken without a mark. */
  readonly #unmarked = new Map<string, Step>();
  readonly #before = new Map<string, Step>();
  /** By queue: a join whose time was over. */
  readonly #gaveUp = new Map<number, Step>();

  constructor(run: Run) {
    this.#run = run;
  }

  ended(step: Step): void {
    if (step.op === 'join' && step.outcome === 'timeout') this.#gaveUp.set(step.object, step);
    if (step.outcome !== 'return' || (step.op !== 'get' && step.op !== 'taskDone')) return;
    const key = keyOf(step.object, step.process);
    if (step.op === 'taskDone') {
      this.#before.delete(key);
      return;
    }
    const before = this.#before.get(key);
    if (before && !this.#unmarked.has(key)) this.#unmarked.set(key, before);
    this.#before.set(key, step);
  }

  findings(): Finding[] {
    const run = this.#run;
    return [...run.queues.all()].flatMap((facts) => {
      if (facts.isShut || run.typeOf(facts.object) !== 'JoinableQueue') return [];
      const stuck = [...run.stuck.values()].flat().find(({ object, op }) => object === facts.object && op === 'join');
      const join = stuck ?? (run.isOver ? this.#gaveUp.get(facts.object) : undefined);
      if (!join) return [];
      const culprits = this.#culprits(facts);
      return culprits.length > 0 ? [this.#tell(facts, join, culprits, stuck ? 'error' : 'warning')] : [];
    });
  }

  /** Who took more than it marked, and will mark no more; nobody where that does not explain all that is missing. */
  #culprits(facts: QueueFacts): Part[] {
    const parts = [...facts.parts.values()];
    const sum = (of: (part: Part) => number) => parts.reduce((n, part) => n + of(part), 0);
    // somebody marks what others have taken: nobody can say whose mark is missing
    if (parts.some(({ gets, dones }) => dones > gets)) return [];
    const culprits = parts.filter((part) => part.gets > part.dones && this.#isThrough(part, facts.object));
    const missing = sum(({ puts }) => puts) - sum(({ dones }) => dones) - facts.lying.size;
    if (missing !== culprits.reduce((n, { gets, dones }) => n + gets - dones, 0)) return [];
    // what lies there keeps the join waiting as well: only where its getter has failed is that the same fault
    if (facts.lying.size > 0 && !culprits.some(({ process }) => this.#exitCode(process) > 0)) return [];
    // what a killed process leaves is another story
    return culprits.some(({ process }) => this.#exitCode(process) < 0) ? [] : culprits;
  }

  /** It has ended, or waits for the next item. */
  #isThrough({ process, lastGet }: Part, object: number): boolean {
    const run = this.#run;
    if (run.isServer(process)) return false;
    const waits = run.stuck.get(process);
    if (waits) return waits.every((step) => step.object === object && step.op === 'get' && !step.isLimited);
    if ((run.trace.processes[process]?.exitT ?? -1) >= 0) return true;
    return lastGet?.outcome === 'open' && lastGet.blockedT >= 0;
  }

  /** 0 as well for whoever was ended because it was stuck, or as a daemon when the main process had ended. */
  #exitCode(process: number): number {
    const { processes } = this.#run.trace;
    const { exitCode = 0, daemon = false, exitT = 0 } = processes[process] ?? {};
    const mainT = processes.find((info) => info?.parent === 0)?.exitT ?? -1;
    const isLeftover = daemon && mainT >= 0 && exitT >= mainT;
    return this.#run.stuck.has(process) || isLeftover ? 0 : (exitCode ?? 0);
  }

  #tell(facts: QueueFacts, join: Step, culprits: readonly Part[], severity: Severity): Finding {
    const run = this.#run;
    const name = run.what(facts.object);
    const puts = [...facts.parts.values()].reduce((n, part) => n + part.puts, 0);
    const missing = culprits.reduce((n, { gets, dones }) => n + gets - dones, 0);
    const joiner = run.who(join.process);
    const what = `${missing} of ${count(puts, 'item')} of ${name}`;
    const were = missing === 1 ? 'was' : 'were';
    const end = severity === 'error' ? 'waits for ever' : 'has waited in vain';
    const left =
      facts.lying.size > 0
        ? `\n${count(facts.lying.size, 'item')} behind that ${facts.lying.size === 1 ? 'was' : 'were'} never taken.`
        : '';
    const pill = culprits.map((part) => this.#unmarkedPill(facts, part)).find((word) => word !== '');
    const pillText = pill
      ? `\nThe sentinel \`${pill}\` is an item too: it must be marked before its getter leaves.`
      : '';
    return {
      id: taskDoneMissing.id,
      severity,
      title: `${what} ${were} never marked as done: ${joiner} ${end}`,
      message: `${what} ${were} taken and never marked as done: ${culprits.map((part) => this.#words(part)).join('; ')}.\n${joiner} ${end} in join at ${run.at(join.site)}.${left}${pillText}`,
      cure: 'Call taskDone() once for every item that was got, sentinels too; in a finally block, so that an error does not skip it.',
      places: [
        ...culprits.flatMap((part) => {
          const get = this.#unmarked.get(keyOf(facts.object, part.process)) ?? part.lastTake;
          return get ? [run.place(get, `${run.who(part.process)} takes an item that it never marks as done`)] : [];
        }),
        run.place(join, `${joiner} waits until all items are marked`),
        ...culprits
          .flatMap(({ lastDone }) => (lastDone ? [run.place(lastDone, 'Others are marked here')] : []))
          .slice(0, 1),
      ],
      cycle: [],
    };
  }

  #words({ process, gets, dones }: Part): string {
    const code = this.#exitCode(process);
    const end = code > 0 ? `, and ended with exit code ${code}` : '';
    return `${this.#run.who(process)} took ${gets} and marked ${dones}${end}`;
  }

  /** What it left with, when all it has not marked is its pill. */
  #unmarkedPill({ pills }: QueueFacts, { gets, dones, lastTake, lastDone }: Part): string {
    if (gets - dones !== 1 || !lastTake || (lastDone && lastDone.seq > lastTake.seq)) return '';
    return pills.find(({ get }) => get === lastTake)?.word ?? '';
  }
}

function keyOf(object: number, process: number): string {
  return `${object} ${process}`;
}
