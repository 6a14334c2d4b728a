// An item of a JoinableQueue is marked as done twice, or more marks come than items: join goes on too early, and a mark fails.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, type Run, times } from '../run.ts';
import type { Step } from '../step.ts';

interface Extra {
  /** The mark that was one too many. */
  readonly mark: Step;
  /** The one of the same process before it. */
  readonly before: Step | null;
  /** What its process had done by then. */
  readonly gets: number;
}

export const taskDoneExtra: Analysis = {
  id: 'task-done-extra',
  title: 'More items are marked as done than were taken',
  types: ['JoinableQueue'],
  watch: (run) => new TaskDoneExtra(run),
};

class TaskDoneExtra implements Watcher {
  readonly #run: Run;
  /** By queue: the first mark of a process that marked more than it took, though it takes. */
  readonly #extra = new Map<number, Extra>();
  readonly #failed = new Map<number, { first: Step; times: number }>();
  readonly #last = new Map<string, Step>();

  constructor(run: Run) {
    this.#run = run;
  }

  ended(step: Step): void {
    if (step.op !== 'taskDone') return;
    const { object, process } = step;
    const key = `${object} ${process}`;
    const before = this.#last.get(key) ?? null;
    this.#last.set(key, step);
    const { gets = 0, dones = 0 } = this.#run.queues.of(object).parts.get(process) ?? {};
    const hasFailed = step.outcome === 'error';
    // a mark that fails is not counted
    const isExtra = gets > 0 && (hasFailed ? dones + 1 : dones) > gets;
    if (isExtra && !this.#extra.has(object)) this.#extra.set(object, { mark: step, before, gets });
    if (!hasFailed) return;
    const known = this.#failed.get(object);
    if (known) known.times++;
    else this.#failed.set(object, { first: step, times: 1 });
  }

  findings(): Finding[] {
    return [...this.#failed].map(([object, failed]) => this.#tell(failed, this.#extra.get(object)));
  }

  #tell(failed: { first: Step; times: number }, extra: Extra | undefined): Finding {
    const run = this.#run;
    const { first } = failed;
    const name = run.what(first.object);
    const [who, at] = [run.who(first.process), run.at(first.site)];
    const mark = extra?.mark ?? first;
    const marker = run.who(mark.process);
    const puts = [...run.queues.of(first.object).parts.values()].reduce((n, part) => n + part.puts, 0);
    const before = extra?.before;
    const how = !extra
      ? `It has not taken any of them itself`
      : before
        ? `${marker} had taken ${count(extra.gets, 'item')} when it marked one more, at ${run.at(before.site)} and again at ${run.at(mark.site)}`
        : `${marker} had taken ${count(extra.gets, 'item')} when it marked one more at ${run.at(mark.site)}`;
    return {
      id: taskDoneExtra.id,
      severity: 'error',
      title: `${marker} calls taskDone() of ${name} more often than items were taken`,
      message: `${how}.\nThe call of ${who} at ${at} failed: all ${count(puts, 'item')} that were put had been marked by then.${times(failed.times)}\nA join may have gone on too early because of that.`,
      cure: 'Call taskDone() exactly once for each item that was got: not in the loop and in a finally block as well.',
      places: [
        run.place(mark, `${marker} marks an item too many`),
        ...(before && before.site !== mark.site ? [run.place(before, `${marker} has marked the same item here`)] : []),
        ...(first === mark ? [] : [run.place(first, `${who} fails: there is nothing left to mark`)]),
      ],
      cycle: [],
    };
  }
}
