// All workers of a pool wait inside their tasks, and tasks that could wake them wait for a worker: a deadlock by too small a pool.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { type PoolTasks, TasksOfPools } from './tasks.ts';

/** What a worker had and what it waited for in there. */
interface Stuck {
  readonly submit: Step;
  readonly wait: Step;
}

interface Exhausted {
  readonly pool: number;
  readonly stuck: readonly Stuck[];
  readonly waiting: readonly Step[];
}

export const nestedPoolWait: Analysis = {
  id: 'nested-pool-wait',
  title: 'A pool whose workers all wait for tasks that wait for a worker',
  types: ['Pool'],
  watch: (run) => new NestedPoolWait(run),
};

/** What others end: neither a time nor the way of its own bytes. */
const aloneReasons: ReadonlySet<string> = new Set(['sleep', 'wire']);

class NestedPoolWait implements Watcher {
  readonly #run: Run;
  readonly #tasks = new TasksOfPools();
  readonly #found = new Map<number, Exhausted>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    this.#tasks.called(step);
    // the run goes on
    if (step.op === 'task') this.#found.delete(step.object);
  }

  ended(step: Step): void {
    this.#tasks.ended(step);
  }

  /** A deadlock ends everybody: the first end is the last moment at which all can be seen waiting. */
  exited(process: number): void {
    for (const tasks of this.#tasks.all) if (tasks.workers.has(process)) this.#look(tasks);
    this.#tasks.exited(process);
  }

  findings(): Finding[] {
    for (const tasks of this.#tasks.all) this.#look(tasks);
    // the kernel alone knows that nobody can go on
    if (this.#run.stuck.size === 0) return [];
    return [...this.#found.values()].map((one) => this.#tell(one));
  }

  #look(tasks: PoolTasks): void {
    const { pool, workers, taken, waiting, isTerminated } = tasks;
    if (isTerminated || waiting.size === 0 || workers.size <= (this.#found.get(pool)?.stuck.length ?? 0)) return;
    const stuck: Stuck[] = [];
    for (const worker of workers) {
      const submit = taken.get(worker);
      const wait = submit && this.#waitOf(worker);
      if (!submit || !wait) return;
      stuck.push({ submit, wait });
    }
    this.#found.set(pool, { pool, stuck, waiting: [...waiting.values()] });
  }

  #waitOf(worker: number): Step | undefined {
    for (const step of this.#run.openSteps(worker)) {
      const isWaiting = step.blockedT >= 0 && step.unblockedT < 0;
      if (isWaiting && !aloneReasons.has(this.#run.trace.stringOf(step.reason))) return step;
    }
    return undefined;
  }

  #tell({ pool, stuck, waiting }: Exhausted): Finding {
    const run = this.#run;
    const name = run.what(pool);
    const [later] = waiting;
    const sentences = stuck.map(({ submit, wait }) => {
      return `${run.who(wait.process)} works on \`${run.preview(submit) || 'a task'}\` and waits at ${run.at(wait.site)} for ${run.what(wait.object)}.`;
    });
    const site = run.object(pool)?.site ?? 0;
    const workers = count(stuck.length, 'worker');
    const tasks = count(waiting.length, 'more task');
    const previews = list(waiting.map((step) => `\`${run.preview(step) || 'a task'}\``));
    return {
      id: nestedPoolWait.id,
      severity: 'error',
      title: `All ${workers} of ${name} wait inside their tasks, and ${tasks} can never begin`,
      message: `${sentences.join('\n')}\nNo worker is left for ${previews}: where what the tasks wait for comes from one of these, it never comes.`,
      cure: `Give ${name} as many processes as there are tasks that wait for one another, or let tasks not wait for other tasks: return a value, and submit what comes next with it.`,
      places: [
        { process: later?.process ?? 0, site, seq: 0, text: `${name} is made with ${workers}` },
        ...stuck.map(({ wait }) => run.place(wait, `${run.who(wait.process)} waits for ${run.what(wait.object)}`)),
        ...(later ? [run.place(later, `\`${run.preview(later) || 'a task'}\` waits for a worker`)] : []),
      ],
      cycle: [],
    };
  }
}
