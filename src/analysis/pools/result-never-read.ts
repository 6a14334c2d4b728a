// A task of a pool has failed, and its program never came to know: nobody asked for the result, or its pool was left before.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, type Run, times } from '../run.ts';
import type { Step } from '../step.ts';
import { type PoolTasks, TasksOfPools } from './tasks.ts';

interface Failure {
  readonly submit: Step;
  readonly finish: Step;
}

/** Tasks that nobody waited for when the block of their pool ended. */
interface Discarded {
  readonly submit: Step;
  readonly terminate: Step;
  readonly count: number;
}

export const resultNeverRead: Analysis = {
  id: 'result-never-read',
  title: 'An error of a pool’s task that nobody sees',
  types: ['Pool'],
  watch: (run) => new ResultNeverRead(run),
};

const waits: ReadonlySet<string> = new Set(['apply', 'map', 'starmap', 'get', 'wait', 'next', 'join']);

/** Waits for single results: whoever has what it wanted may throw away the rest. */
const choosing: ReadonlySet<string> = new Set(['get', 'wait', 'next']);

class ResultNeverRead implements Watcher {
  readonly #run: Run;
  readonly #tasks = new TasksOfPools();
  /** By pool and job, as long as nobody has read it. */
  readonly #unread = new Map<string, Failure>();
  /** Places whose failures reach the program, if not each: whoever leaves off after the first knows enough. */
  readonly #heeded = new Set<number>();
  /** Pools that somebody waited for in vain, or whose results are taken one by one. */
  readonly #given = new Set<number>();
  /** By pool. */
  readonly #discarded = new Map<number, Discarded>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (choosing.has(step.op)) this.#given.add(step.object);
    if (step.op === 'terminate' && this.#run.preview(step) === 'end of block') this.#left(step);
    this.#tasks.called(step);
  }

  ended(step: Step): void {
    const tasks = this.#tasks.of(step.object);
    const key = `${step.object} ${step.code}`;
    if (step.op === 'finish' && step.code > 0 && !this.#unread.has(key)) {
      const submit = tasks.taken.get(step.process);
      if (submit) this.#unread.set(key, { submit, finish: step });
    } else if (step.op === 'read') {
      const failure = this.#unread.get(key);
      if (failure) this.#heeded.add(failure.submit.site);
      this.#unread.delete(key);
      // who asks afterwards is told that the pool was terminated
      this.#discarded.delete(step.object);
    }
    if (waits.has(step.op) && step.outcome !== 'return') this.#given.add(step.object);
    this.#tasks.ended(step);
  }

  exited(process: number): void {
    this.#tasks.exited(process);
  }

  findings(): Finding[] {
    if (!this.#run.isOver) return [];
    const found = new Map<number, Finding>();
    const counts = new Map<number, number>();
    for (const failure of this.#unread.values()) {
      const { site } = failure.submit;
      if (this.#heeded.has(site) || !this.#endedWell(failure.submit.process)) continue;
      counts.set(site, (counts.get(site) ?? 0) + 1);
    }
    for (const failure of this.#unread.values()) {
      const { site } = failure.submit;
      const n = counts.get(site) ?? 0;
      if (n > 0 && !found.has(site)) found.set(site, this.#tell(failure, n));
    }
    const discarded = [...this.#discarded.values()].filter(
      ({ submit }) => this.#endedWell(submit.process) && !found.has(submit.site),
    );
    return [...found.values(), ...discarded.map((one) => this.#tellDiscarded(one))];
  }

  /** Who fails or is killed itself reads nothing any more. */
  #endedWell(process: number): boolean {
    return this.#run.trace.processes[process]?.exitCode === 0;
  }

  #left(terminate: Step): void {
    const tasks = this.#tasks.of(terminate.object);
    if (tasks.isTerminated || this.#given.has(terminate.object)) return;
    for (const step of this.#run.openSteps(terminate.process)) {
      if (step.object === terminate.object && waits.has(step.op)) return;
    }
    const [submit] = tasks.waiting.values();
    const first = submit ?? firstOf(tasks);
    if (!first) return;
    const count = tasks.waiting.size + tasks.taken.size;
    this.#discarded.set(terminate.object, { submit: first, terminate, count });
  }

  #tell({ submit, finish }: Failure, n: number): Finding {
    const run = this.#run;
    const [who, worker] = [run.who(submit.process), run.who(finish.process)];
    const task = `\`${run.preview(submit) || 'a task'}\``;
    const error = run.preview(finish) || 'an error';
    return {
      id: resultNeverRead.id,
      severity: 'error',
      title: `${task} failed, and ${who} never came to know: ${error}`,
      message: `${worker} ran ${task}, which ${who} gave to ${run.what(submit.object)} at ${run.at(submit.site)}. It failed with ${error}. Nobody asked for its result, and there is no errorCallback, so the error is lost.${times(n)}`,
      cure: 'Keep the AsyncResult and await its get() before the pool is closed, or give applyAsync() an errorCallback.',
      places: [
        run.place(submit, `${who} gives ${task} to ${run.what(submit.object)} and does not read its result`),
        { ...run.place(finish, `${task} fails in ${worker}: ${error}`), site: submit.site },
      ],
      cycle: [],
    };
  }

  #tellDiscarded({ submit, terminate, count: n }: Discarded): Finding {
    const run = this.#run;
    const who = run.who(submit.process);
    const pool = run.what(submit.object);
    const tasks = count(n, 'task');
    return {
      id: resultNeverRead.id,
      severity: 'warning',
      title: `${tasks} of ${pool} ${n === 1 ? 'was' : 'were'} thrown away: the pool was left before ${n === 1 ? 'it was' : 'they were'} done`,
      message: `${who} gave \`${run.preview(submit) || 'a task'}\` to ${pool} at ${run.at(submit.site)} and waited for no result. At the end of its block \`await using\` terminates the pool: ${tasks} ${n === 1 ? 'was' : 'were'} not done by then.`,
      cure: 'Await get() of every result inside the block, or close() the pool and await join() at its end.',
      places: [
        run.place(submit, `${who} gives ${pool} a task and waits for no result`),
        { ...run.place(terminate, `${who} leaves the block, and the pool ends`), site: submit.site },
      ],
      cycle: [],
    };
  }
}

function firstOf({ taken }: PoolTasks): Step | undefined {
  const [first] = taken.values();
  return first;
}
