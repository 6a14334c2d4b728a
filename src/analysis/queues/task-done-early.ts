// An item is marked as done before its result is there: whoever joins the queue goes on, and does not find the result.

import type { Finding, Severity } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { queueTypes } from '../queue-facts.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';
import { Answers, type Leaver } from './answers.ts';
import { isWell } from './pills.ts';

/** What a process reads of a value after a join, and what others had written behind their marks by then, or have later. */
interface Look {
  readonly read: Step;
  readonly join: Step;
  times: number;
  early: { mark: Step; work: Step } | null;
}

interface Early {
  readonly mark: Step;
  readonly work: Step;
  readonly look: Step;
  readonly severity: Severity;
}

export const taskDoneEarly: Analysis = {
  id: 'task-done-early',
  title: 'Items that are marked as done before they are',
  types: [...queueTypes, 'Value'],
  watch: (run) => new TaskDoneEarly(run),
};

class TaskDoneEarly implements Watcher {
  readonly #run: Run;
  readonly #answers: Answers;
  /** By value and reader. */
  readonly #looks = new Map<number, Map<number, Look>>();
  /** By value and writer: the last write behind a mark. */
  readonly #writes = new Map<number, Map<number, { mark: Step; work: Step }>>();

  constructor(run: Run) {
    this.#run = run;
    this.#answers = new Answers(run);
  }

  called(step: Step): void {
    if (step.type !== 'Value') this.#answers.called(step);
    else if (step.op === 'set') this.#written(step);
  }

  blocked(step: Step): void {
    if (step.type !== 'Value') this.#answers.blocked(step);
  }

  ended(step: Step): void {
    if (step.type !== 'Value') this.#answers.ended(step);
    else if (step.op === 'get' && step.outcome === 'return') this.#read(step);
  }

  findings(): Finding[] {
    const run = this.#run;
    if (!run.isOver) return [];
    const found = new Map<string, Early>();
    const add = (early: Early) => {
      const key = `${early.mark.object} ${early.work.object}`;
      if (found.get(key)?.severity !== 'error') found.set(key, early);
    };
    for (const [object, { leavers }] of this.#answers.asked) {
      for (const leaver of leavers.values()) {
        const early = isWell(run, leaver.question.process) ? this.#ofLeaver(object, leaver) : null;
        if (early) add(early);
      }
    }
    for (const looks of this.#looks.values()) {
      for (const { read, times, early } of looks.values()) {
        // whoever looks again and again waits until it is there
        if (!early || times > 1) continue;
        add({ ...early, look: read, severity: early.work.seq > read.seq ? 'error' : 'warning' });
      }
    }
    return [...found.values()].map((early) => this.#tell(early));
  }

  #ofLeaver(object: number, { question, later, lucky, early }: Leaver): Early | null {
    const work = later ?? lucky;
    if (!early || !work) return null;
    const { lying } = this.#run.queues.of(object);
    const isLeft = later !== null && [...lying.values()].some(({ seq }) => seq > question.seq);
    return { mark: early, work, look: question, severity: isLeft ? 'error' : 'warning' };
  }

  #written(work: Step): void {
    const mark = this.#markBefore(work);
    if (!mark) return;
    const writes = this.#writes.get(work.object) ?? new Map();
    this.#writes.set(work.object, writes.set(work.process, { mark, work }));
    for (const look of this.#looks.get(work.object)?.values() ?? []) {
      if (look.read.process !== work.process && this.#hidesFrom(look.join, mark)) look.early ??= { mark, work };
    }
  }

  #read(read: Step): void {
    const { object, process } = read;
    const join = this.#joinOf(process);
    if (!join) return;
    const looks = this.#looks.get(object) ?? new Map<number, Look>();
    this.#looks.set(object, looks);
    const known = looks.get(process);
    if (known) {
      known.times++;
      return;
    }
    const look: Look = { read, join, times: 1, early: null };
    looks.set(process, look);
    for (const [writer, early] of this.#writes.get(object) ?? []) {
      const isKnown = this.#run.order.knows(process, writer, early.work.seq);
      if (writer !== process && !isKnown && this.#hidesFrom(join, early.mark)) look.early ??= early;
    }
  }

  /** The mark was one that this join has waited for. */
  #hidesFrom(join: Step, mark: Step): boolean {
    return mark.object === join.object && mark.seq < join.endSeq;
  }

  #joinOf(process: number): Step | null {
    let last: Step | null = null;
    for (const { parts } of this.#run.queues.marked) {
      const join = parts.get(process)?.lastJoin;
      if (join && join.seq > (last?.seq ?? 0)) last = join;
    }
    return last;
  }

  /** The last thing that the process has done with the queue is to mark its item. */
  #markBefore({ process }: Step): Step | null {
    for (const { parts } of this.#run.queues.marked) {
      const { lastDone, lastGet } = parts.get(process) ?? {};
      if (lastDone && lastGet && lastDone.seq > lastGet.seq) return lastDone;
    }
    return null;
  }

  #tell({ mark, work, look, severity }: Early): Finding {
    const run = this.#run;
    const [tasks, name] = [run.what(mark.object), run.what(work.object)];
    const [worker, joiner] = [run.who(work.process), run.who(look.process)];
    const result = work.op === 'put' ? 'puts its result into' : 'writes its result to';
    const missed = `${joiner} went on after its join and looked at ${name} (${run.at(look.site)}) before ${worker} had done that.`;
    const lucky = `In this run it was there when ${joiner} looked (${run.at(look.site)}). The join has not waited for it.`;
    return {
      id: taskDoneEarly.id,
      severity,
      title: `${worker} marks an item of ${tasks} as done before it ${result} ${name}`,
      message: `${worker} calls taskDone() at ${run.at(mark.site)}, and only then ${result} ${name} (${run.at(work.site)}). ${severity === 'error' ? missed : lucky}`,
      cure: 'Call taskDone() last, when everything that the item gives has been put or written.',
      places: [
        run.place(mark, `${worker} marks its item as done`),
        run.place(work, `${worker} ${result} ${name} only now`),
        run.place(look, `${joiner} looks for results behind its join`),
      ],
      cycle: [],
    };
  }
}
