// Which tasks of a pool wait for a worker, and which worker has which: kept by each analysis of pools for itself.

import type { Step } from '../step.ts';

export interface PoolTasks {
  readonly pool: number;
  /** Submitted and not taken, by message: the `submit` of each. */
  readonly waiting: Map<number, Step>;
  /** By worker: the `submit` of the chunk that it has. */
  readonly taken: Map<number, Step>;
  /** Everybody who has asked for a task. */
  readonly workers: Set<number>;
  creator: number;
  isTerminated: boolean;
}

export class TasksOfPools {
  readonly #pools = new Map<number, PoolTasks>();

  get all(): Iterable<PoolTasks> {
    return this.#pools.values();
  }

  of(pool: number): PoolTasks {
    const known = this.#pools.get(pool);
    if (known) return known;
    const made = {
      pool,
      waiting: new Map(),
      taken: new Map(),
      workers: new Set<number>(),
      creator: 0,
      isTerminated: false,
    };
    this.#pools.set(pool, made);
    return made;
  }

  /** To be told first by `called` of a watcher. */
  called(step: Step): void {
    const tasks = this.of(step.object);
    if (step.op === 'submit') {
      tasks.creator = step.process;
      tasks.waiting.set(step.sends, step);
    } else if (step.op === 'task') tasks.workers.add(step.process);
    else if (step.op === 'terminate') tasks.isTerminated = true;
  }

  /** To be told last by `ended` of a watcher. */
  ended(step: Step): void {
    const tasks = this.of(step.object);
    if (step.op === 'finish') tasks.taken.delete(step.process);
    else if (step.op === 'task') {
      const submit = tasks.waiting.get(step.receives);
      if (!submit) return;
      tasks.waiting.delete(step.receives);
      tasks.taken.set(step.process, submit);
    }
  }

  /** To be told last by `exited` of a watcher. */
  exited(process: number): void {
    for (const { taken, workers } of this.#pools.values()) {
      taken.delete(process);
      workers.delete(process);
    }
  }
}
