// AsyncResult: what `applyAsync`, `mapAsync` and `starmapAsync` give back at once.

import { InvalidStateError, WaitTimeoutError } from '../../base/errors.ts';
import { checkWaitOptions, type WaitOptions } from '../handle-context.ts';
import type { Crew } from './crew.ts';
import { throwFailure } from './failures.ts';
import type { Job } from './job.ts';

/** The class of one runtime, and how one is made: programs cannot. */
export function asyncResultClass(siteHere: () => number) {
  const jobs = new WeakMap<object, { crew: Crew; job: Job }>();

  function of(result: object) {
    const found = jobs.get(result);
    if (!found) throw new TypeError('an AsyncResult is made by applyAsync(), mapAsync() and starmapAsync() of a pool');
    return found;
  }

  async function waits(result: object, method: 'get' | 'wait', site: number, options: WaitOptions | undefined) {
    const wait = checkWaitOptions(options, `AsyncResult.${method}`);
    const { crew, job } = of(result);
    return crew.waitForAll(job, method, site, wait);
  }

  class AsyncResult {
    constructor(key?: unknown) {
      if (key !== jobs) of(this);
    }

    async get(options?: WaitOptions): Promise<unknown> {
      const site = siteHere();
      const isOver = await waits(this, 'get', site, options);
      const { crew, job } = of(this);
      if (!isOver) {
        throw new WaitTimeoutError(
          `AsyncResult.get() of ${job.method}() on ${crew.name}: ${job.task}() was not done within ${options?.timeout} ms; ` +
            'ask again later, or wait longer with get({ timeout })',
        );
      }
      crew.tellFailure(job, site);
      if (job.failure) throwFailure(job.failure);
      return job.value;
    }

    async wait(options?: WaitOptions): Promise<boolean> {
      return waits(this, 'wait', siteHere(), options);
    }

    ready(): boolean {
      return of(this).job.isOver;
    }

    successful(): boolean {
      const { crew, job } = of(this);
      if (job.failure) crew.tellFailure(job, siteHere());
      if (job.isOver) return job.failure === null;
      throw new InvalidStateError(
        `AsyncResult.successful() of ${job.method}() on ${crew.name}: it is not ready; await wait() or get() first`,
      );
    }
  }

  function make(crew: Crew, job: Job): AsyncResult {
    const result = new AsyncResult(jobs);
    jobs.set(result, { crew, job });
    return result;
  }

  return { AsyncResult, make };
}
