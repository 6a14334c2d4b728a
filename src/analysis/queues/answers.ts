// What processes have made of what a queue said of itself: who was told that it is empty and went away, and what came then.

import type { Run } from '../run.ts';
import type { Step } from '../step.ts';

/** A process was told that a queue is empty, and has neither asked nor got since. */
export interface Leaver {
  readonly question: Step;
  /** It got items after other answers of the same question before: it empties the queue. */
  readonly loops: boolean;
  /** The last put of somebody else that came before by luck: nothing that the process knows of is behind it. */
  readonly lucky: Step | null;
  /** What another process has put since, which knew nothing of it. */
  later: Step | null;
  laterCount: number;
  /** The putter had marked its task as done before, and the process has waited for that: not the answer is wrong, but the mark. */
  early: Step | null;
}

/** A process was told that there is something (or room), and then had to wait, or failed, for another was quicker. */
export interface Overtaken {
  readonly question: Step;
  readonly step: Step;
  /** Who took it, as far as that is seen. */
  by: Step | null;
  hasFailed: boolean;
  times: number;
}

export interface Asked {
  readonly leavers: Map<number, Leaver>;
  /** By process: its last answer, that there is something, as long as it has not got since. */
  readonly someFor: Map<number, Step>;
  /** By process: the same for room. */
  readonly roomFor: Map<number, Step>;
  readonly noRoomFor: Map<number, Step>;
  /** By process: sites of questions after which it got. */
  readonly loopsAt: Map<number, Set<number>>;
  readonly overtaken: Map<string, Overtaken>;
  /** Sites of questions that decide: after the other answer the process did something else. */
  readonly deciding: Set<number>;
  /** By process: sites of questions that it asked again after it was told that there is nothing: it does not leave by them. */
  readonly pollsAt: Map<number, Set<number>>;
  /** Sites of questions after which the process did the same, whatever the answer was. */
  readonly idle: Set<number>;
  lastTake: Step | null;
}

export class Answers {
  readonly asked = new Map<number, Asked>();
  readonly #run: Run;
  /** By operation: gets and puts that follow an answer. */
  readonly #acting = new Map<number, Step>();
  /** By process: what it last failed in, after an answer. */
  readonly #refused = new Map<number, Overtaken>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    const asked = this.#of(step.object);
    if (step.op === 'get') this.#gets(asked, step);
    else if (step.op === 'put') this.#puts(asked, step);
    else if (step.op === 'full') {
      const before = asked.noRoomFor.get(step.process);
      if (before) asked.deciding.add(before.site);
      asked.noRoomFor.delete(step.process);
    }
  }

  blocked(step: Step): void {
    const question = this.#acting.get(step.operation);
    if (!question || step.isLimited) return;
    this.#acting.delete(step.operation);
    const reason = this.#run.trace.stringOf(step.reason);
    if (reason === 'wire') return;
    const asked = this.#of(step.object);
    const { lastTake } = asked;
    const by = step.op === 'get' && lastTake && lastTake.process !== step.process && lastTake.endSeq > question.endSeq;
    this.#overtaken(asked, question, step, by ? lastTake : null);
  }

  ended(step: Step): void {
    const asked = this.#of(step.object);
    const question = this.#acting.get(step.operation);
    this.#acting.delete(step.operation);
    if (step.outcome === 'timeout' && question && step.blockedT < 0) {
      this.#refused.set(step.process, { question, step, by: null, hasFailed: true, times: 1 });
    } else this.#refused.delete(step.process);
    if (step.outcome !== 'return') return;
    if (step.op === 'get') this.#got(asked, step);
    else if (step.op === 'empty') this.#answered(asked, step, step.code === 1);
    else if (step.op === 'qsize') this.#answered(asked, step, step.code === 0);
    else if (step.op === 'full') {
      if (step.code === 0) asked.roomFor.set(step.process, step);
      else asked.noRoomFor.set(step.process, step);
    }
  }

  /** An uncaught error: what it failed in was not expected. */
  failed(process: number, text: string): void {
    const refused = this.#refused.get(process);
    if (!refused || !/Queue(Empty|Full)Error/.test(text)) return;
    const { question } = refused;
    this.#of(question.object).overtaken.set(`${question.site} ${process}`, refused);
  }

  #of(object: number): Asked {
    const known = this.asked.get(object);
    if (known) return known;
    const made: Asked = {
      leavers: new Map(),
      someFor: new Map(),
      roomFor: new Map(),
      noRoomFor: new Map(),
      loopsAt: new Map(),
      overtaken: new Map(),
      deciding: new Set(),
      pollsAt: new Map(),
      idle: new Set(),
      lastTake: null,
    };
    this.asked.set(object, made);
    return made;
  }

  #gets(asked: Asked, step: Step): void {
    const { process } = step;
    const leaver = asked.leavers.get(process);
    if (leaver) {
      // told that it is empty, it gets all the same: the answer decides nothing
      asked.idle.add(leaver.question.site);
      asked.leavers.delete(process);
    }
    const question = asked.someFor.get(process);
    if (!question) return;
    asked.someFor.delete(process);
    this.#acting.set(step.operation, question);
    const sites = asked.loopsAt.get(process);
    if (sites) sites.add(question.site);
    else asked.loopsAt.set(process, new Set([question.site]));
  }

  #puts(asked: Asked, step: Step): void {
    const { process } = step;
    for (const leaver of asked.leavers.values()) {
      const { question } = leaver;
      if (question.process === process) continue;
      // whoever knows that it has gone puts it there for somebody else
      if (!leaver.later && this.#knows(process, question)) continue;
      if (!leaver.later) leaver.early = this.#earlyMark(question, step);
      leaver.later ??= step;
      leaver.laterCount++;
    }
    const full = asked.noRoomFor.get(process);
    if (full) asked.idle.add(full.site);
    asked.noRoomFor.delete(process);
    const question = asked.roomFor.get(process);
    if (!question) return;
    asked.roomFor.delete(process);
    this.#acting.set(step.operation, question);
  }

  #knows(process: number, question: Step): boolean {
    const { order, contacts } = this.#run;
    return order.knows(process, question.process, question.seq) || contacts.haveMet(process, question);
  }

  #got(asked: Asked, step: Step): void {
    asked.lastTake = step;
    for (const overtaken of asked.overtaken.values()) {
      const { step: waiting, by } = overtaken;
      // it had been given to somebody who only now goes on
      if (!by && waiting.op === 'get' && waiting.process !== step.process && waiting.endT < 0) overtaken.by = step;
    }
  }

  #answered(asked: Asked, question: Step, isEmpty: boolean): void {
    const { process, site } = question;
    const before = asked.leavers.get(process);
    if (before) {
      asked.deciding.add(before.question.site);
      const sites = asked.pollsAt.get(process) ?? new Set();
      asked.pollsAt.set(process, sites.add(before.question.site));
    }
    if (!isEmpty) {
      asked.leavers.delete(process);
      asked.someFor.set(process, question);
      return;
    }
    asked.someFor.delete(process);
    const loops = asked.loopsAt.get(process)?.has(site) ?? false;
    const lucky = loops ? this.#lucky(question) : null;
    const early = lucky && this.#earlyMark(question, lucky);
    asked.leavers.set(process, { question, loops, lucky, later: null, laterCount: 0, early });
  }

  /** The last put of a process of which nothing is known that comes behind it. */
  #lucky({ process, object }: Step): Step | null {
    const { order, queues, contacts } = this.#run;
    for (const { lastPut } of queues.of(object).parts.values()) {
      if (!lastPut || lastPut.process === process) continue;
      if (order.knows(process, lastPut.process, lastPut.seq + 1)) continue;
      if (contacts.mayKnow(process, lastPut)) continue;
      return lastPut;
    }
    return null;
  }

  /** The mark of a task behind which its process has put this, when whoever asks has joined that queue in between. */
  #earlyMark(question: Step, put: Step): Step | null {
    for (const { parts } of this.#run.queues.marked) {
      const [join, part] = [parts.get(question.process)?.lastJoin, parts.get(put.process)];
      const { lastDone, lastGet } = part ?? {};
      if (!join || !lastDone || lastDone.seq > put.seq || lastDone.seq > join.endSeq) continue;
      const isOfNext = lastGet && lastGet.seq > lastDone.seq && lastGet.seq < put.seq;
      if (!isOfNext) return lastDone;
    }
    return null;
  }

  #overtaken(asked: Asked, question: Step, step: Step, by: Step | null): void {
    const key = `${question.site} ${question.process}`;
    const known = asked.overtaken.get(key);
    // the last one may be the one that waits for ever
    asked.overtaken.set(key, { question, step, by, hasFailed: false, times: (known?.times ?? 0) + 1 });
  }
}
