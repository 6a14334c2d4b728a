// empty(), full() and qsize() say how things are when they are asked; whoever decides by them may be wrong a moment later.

import type { Finding, Place, Severity } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { type QueueFacts, queueTypes } from '../queue-facts.ts';
import { count, list, type Run, times } from '../run.ts';
import type { Step } from '../step.ts';
import { Answers, type Asked, type Leaver, type Overtaken } from './answers.ts';
import { isWell } from './pills.ts';

export const queueSnapshot: Analysis = {
  id: 'queue-snapshot',
  title: 'empty(), full() or qsize() decide what to do next',
  types: queueTypes,
  watch: (run) => new QueueSnapshot(run),
};

class QueueSnapshot implements Watcher {
  readonly #run: Run;
  readonly #answers: Answers;

  constructor(run: Run) {
    this.#run = run;
    this.#answers = new Answers(run);
  }

  called(step: Step): void {
    this.#answers.called(step);
  }

  blocked(step: Step): void {
    this.#answers.blocked(step);
  }

  ended(step: Step): void {
    this.#answers.ended(step);
  }

  failed(process: number, text: string): void {
    this.#answers.failed(process, text);
  }

  findings(): Finding[] {
    const run = this.#run;
    return [...this.#answers.asked].flatMap(([object, asked]) => {
      const facts = run.queues.of(object);
      if (facts.isShut) return [];
      const overtaken = this.#overtaken(facts, asked);
      if (overtaken?.severity === 'error') return [overtaken];
      const left = this.#left(facts, asked);
      return left ? [left] : overtaken ? [overtaken] : [];
    });
  }

  #left(facts: QueueFacts, asked: Asked): Finding | null {
    const run = this.#run;
    if (!run.isOver && run.stuck.size === 0) return null;
    const leavers = [...asked.leavers.values()]
      .filter(({ question: { process }, early }) => !early && isWell(run, process) && !run.isServer(process))
      .sort((a, b) => a.question.process - b.question.process);
    const bad = leavers.filter((leaver) => leaver.later && this.#isLost(facts, leaver, asked));
    if (bad[0]) return this.#tellLeft(facts, bad[0], bad);
    if (!run.isOver) return null;
    const lucky = leavers.filter((leaver) => leaver.loops && this.#wasLucky(facts, leaver, asked));
    return lucky[0] ? this.#tellLucky(lucky[0], lucky) : null;
  }

  /** Items that came later are left, or somebody hangs because of them; and nobody else was to take them. */
  #isLost(facts: QueueFacts, { question, loops }: Leaver, asked: Asked): boolean {
    const { process, seq } = question;
    // a size that is told once decides nothing, nor does the question of somebody who puts
    if (!loops && (question.op === 'qsize' || (facts.parts.get(process)?.puts ?? 0) > 0)) return false;
    const others = [...facts.parts.values()].filter((part) => part.process !== process && part.lastGet);
    if (!others.every((part) => asked.leavers.has(part.process))) return false;
    const stuck = this.#stuckIn(facts);
    if (stuck) return stuck.op === 'put' || facts.lying.size > 0;
    return this.#run.isOver && [...facts.lying.values()].some((put) => put.seq > seq && put.process !== process);
  }

  /** Who waits for room in it, or for the end of its tasks. */
  #stuckIn({ object }: QueueFacts): Step | undefined {
    return [...this.#run.stuck.values()].flat().find((step) => step.object === object && step.op !== 'get');
  }

  #wasLucky(facts: QueueFacts, { question, later, lucky }: Leaver, asked: Asked): boolean {
    const { process, site } = question;
    // it asks again and again, and leaves by something else
    if (asked.pollsAt.get(process)?.has(site)) return false;
    // whoever goes on to something else may know by other means that it has all
    if (!later && this.#run.lastCall(process) > question.seq) return false;
    if (!later) return lucky !== null && !this.#run.contacts.haveSignal(process, lucky.process);
    // all who get it are processes that empty it in the same way, and this one has gone too early
    return [...facts.parts.values()].every(({ process, gets }) => {
      return gets === 0 || asked.loopsAt.get(process)?.has(question.site);
    });
  }

  #overtaken(facts: QueueFacts, asked: Asked): Finding | null {
    const run = this.#run;
    const leaving = [...asked.leavers.values()].map(({ question }) => question.site);
    const deciding = new Set([...asked.deciding, ...leaving, ...[...asked.noRoomFor.values()].map(({ site }) => site)]);
    const found = [...asked.overtaken.values()].filter(({ question }) => {
      return !asked.idle.has(question.site) && !run.isServer(question.process);
    });
    const fatal = found.filter(({ question, step, hasFailed }) => {
      const isStuck = run.stuck.get(step.process)?.includes(step) === true && facts.pills.length === 0;
      return (isStuck || hasFailed) && (question.op !== 'qsize' || deciding.has(question.site));
    });
    if (fatal[0]) return this.#tellOvertaken(fatal[0], fatal, 'error');
    const passing = found.filter(({ question, step }) => deciding.has(question.site) && step.outcome === 'return');
    return passing[0] ? this.#tellOvertaken(passing[0], passing, 'warning') : null;
  }

  #tellLeft(facts: QueueFacts, { question, later, laterCount }: Leaver, leavers: readonly Leaver[]): Finding {
    const run = this.#run;
    const name = run.what(facts.object);
    const who = list(leavers.map(({ question }) => run.who(question.process)));
    const were = leavers.length === 1 ? 'was' : 'were';
    const by = later ? `, the first from ${run.who(later.process)} (${run.at(later.site)})` : '';
    const came = `${count(laterCount, 'item')} came later${by}`;
    const left = [...facts.lying.values()].filter((put) => put.seq > question.seq).length;
    const stuck = this.#stuckIn(facts);
    const items = stuck
      ? `${run.who(stuck.process)} waits for ever at ${run.at(stuck.site)}`
      : `${count(left, 'item')} ${left === 1 ? 'is' : 'are'} left in it`;
    return {
      id: queueSnapshot.id,
      severity: 'error',
      title: `${who} left because ${name} was empty for a moment: ${items}`,
      message: `${who} asked at ${run.at(question.site)} whether there is something in ${name}, ${were} told no, and got no more. ${came}.\n${items[0]?.toUpperCase()}${items.slice(1)}.`,
      cure: emptyCure,
      places: [
        ...leavers.map((one) =>
          run.place(one.question, `${run.who(one.question.process)} is told that ${name} is empty, and leaves`),
        ),
        ...(later
          ? [run.place(later, `${run.who(later.process)} puts ${run.preview(later)}, which comes too late`)]
          : []),
        ...(stuck ? [run.place(stuck, `${run.who(stuck.process)} waits for ever`)] : []),
      ],
      cycle: [],
    };
  }

  #tellLucky({ question, later, lucky, laterCount }: Leaver, leavers: readonly Leaver[]): Finding {
    const run = this.#run;
    const name = run.what(question.object);
    const who = list(leavers.map((one) => run.who(one.question.process)));
    const put = later ?? lucky;
    const putter = run.who(put?.process ?? 0);
    const what = later
      ? `${count(laterCount, 'item')} came later, the first from ${putter} (${run.at(later.site)}), and others had to take them.`
      : `It went well in this run, because ${putter} had put its last item by then (${run.at(put?.site ?? 0)}). Nothing makes it so.`;
    return {
      id: queueSnapshot.id,
      severity: 'warning',
      title: `${who} ${leavers.length === 1 ? 'leaves' : 'leave'} as soon as ${name} is empty, while ${putter} may still put into it`,
      message: `${run.who(question.process)} gets from ${name} until it is told that there is nothing in it (${run.at(question.site)}). ${what}`,
      cure: emptyCure,
      places: [
        ...leavers.map((one) =>
          run.place(one.question, `${run.who(one.question.process)} is told that ${name} is empty, and leaves`),
        ),
        ...(put ? [run.place(put, `${putter} puts ${run.preview(put)}, before or after`)] : []),
      ],
      cycle: [],
    };
  }

  #tellOvertaken({ question, step, by, hasFailed }: Overtaken, all: readonly Overtaken[], severity: Severity): Finding {
    const run = this.#run;
    const name = run.what(step.object);
    const who = run.who(step.process);
    const isGet = step.op === 'get';
    const then = hasFailed ? 'failed' : severity === 'error' ? 'waits for ever' : 'had to wait';
    const answer = isGet ? 'there was something in it' : 'there was room in it';
    const taker = by ? `${run.who(by.process)} took it (${run.at(by.site)})` : 'another process was quicker';
    const told = `told by ${question.op}() that ${isGet ? 'there is something' : 'there is room'} in ${name}`;
    const waiters = [...new Set(all.map((one) => run.who(one.step.process)))];
    const rest =
      waiters.length > 1 ? ` So did ${list(waiters.slice(1))}.` : times(all.reduce((n, one) => n + one.times, 0));
    const places: Place[] = [
      run.place(question, `${who} is ${told}`),
      run.place(step, `${who} ${step.op}s, and ${then}`),
      ...(by ? [run.place(by, `${run.who(by.process)} takes it in between`)] : []),
    ];
    return {
      id: queueSnapshot.id,
      severity,
      title: `${who} is ${told}, and then ${then}`,
      message: `${who} asked ${name} by ${question.op}() at ${run.at(question.site)}: ${answer}. Before its ${step.op} at ${run.at(step.site)}, ${isGet ? taker : 'another process was quicker'}; it ${then}.${rest}`,
      cure: isGet ? overtakenCure : fullCure,
      places,
      cycle: [],
    };
  }
}

const emptyCure =
  'Let whoever puts say when nothing more comes: put one sentinel for each consumer (null), or shutdown() the queue; and get until that comes.';
const overtakenCure =
  'Do not ask: get({ timeout }) or getNowait() take an item or tell that there is none, in one step. Or ask and get inside one lock.with(…).';
const fullCure =
  'Do not ask: put with { timeout } or putNowait() put the item or tell that there is no room, in one step.';
