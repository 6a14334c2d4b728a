// A worker of a pool ended while it worked: its task is lost, as it is where the system kills a process for want of memory.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { type Run, times } from '../run.ts';
import type { Step } from '../step.ts';
import { TasksOfPools } from './tasks.ts';

interface Loss {
  readonly submit: Step;
  readonly worker: number;
  readonly code: number;
  readonly seq: number;
}

export const workerLost: Analysis = {
  id: 'worker-lost',
  title: 'A worker of a pool that ends within a task',
  types: ['Pool'],
  watch: (run) => new WorkerLost(run),
};

/** Ctrl-C reaches everybody. */
const interrupted = -2;

class WorkerLost implements Watcher {
  readonly #run: Run;
  readonly #tasks = new TasksOfPools();
  /** The first of each place where such tasks were given, and how many there were. */
  readonly #losses = new Map<number, { loss: Loss; count: number }>();
  readonly #ended = new Set<number>();
  /** Processes that have started another one after a loss: they live, and the run goes on. */
  readonly #wentOn = new Set<number>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    this.#tasks.called(step);
  }

  ended(step: Step): void {
    this.#tasks.ended(step);
  }

  started(_process: number, by: number): void {
    if (this.#losses.size > 0) this.#wentOn.add(by);
  }

  exited(process: number, code: number, index: number): void {
    this.#ended.add(process);
    for (const { taken, creator, isTerminated } of this.#tasks.all) {
      const submit = taken.get(process);
      // workers are ended with their pool, and with whoever made it
      if (!submit || isTerminated || code === interrupted || this.#ended.has(creator)) continue;
      const known = this.#losses.get(submit.site);
      if (known) known.count++;
      else {
        const loss = { submit, worker: process, code, seq: this.#run.trace.seq.at(index) };
        this.#losses.set(submit.site, { loss, count: 1 });
      }
    }
    this.#tasks.exited(process);
  }

  findings(): Finding[] {
    const sure = [...this.#losses.values()].filter(({ loss }) => this.#isSure(loss.submit.process));
    return sure.map(({ loss, count }) => this.#tell(loss, count));
  }

  /** A run that is ended from outside, or for a deadlock, takes everybody along. */
  #isSure(creator: number): boolean {
    const exitCode = this.#run.trace.processes[creator]?.exitCode ?? null;
    return exitCode === null ? this.#wentOn.has(creator) : exitCode >= 0;
  }

  #tell({ submit, worker, code, seq }: Loss, n: number): Finding {
    const run = this.#run;
    const who = run.who(worker);
    const task = `\`${run.preview(submit) || 'a task'}\``;
    const how = code < 0 ? `was killed by signal ${-code}` : `ended with exit code ${code}`;
    return {
      id: workerLost.id,
      severity: 'error',
      title: `${who} ${how} while it worked on ${task}`,
      message: `${run.who(submit.process)} gave ${task} to ${run.what(submit.object)} at ${run.at(submit.site)}. ${who} had it and ${how}: the task is lost and is not repeated, and whoever waits for it gets a WorkerLostError.${times(n)}`,
      cure:
        code === -9
          ? 'Signal 9 often means that there was no memory left: give a task less at a time, or the pool fewer processes.'
          : 'A task must not end its process: let it return or throw, and the pool hands that on.',
      places: [
        run.place(submit, `${run.who(submit.process)} gives ${task} to ${run.what(submit.object)}`),
        { process: worker, site: submit.site, seq, text: `${who} ${how} before ${task} was done` },
      ],
      cycle: [],
    };
  }
}
