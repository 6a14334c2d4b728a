// PoolIterator: the results of `imap` and `imapUnordered`, one at a time.

import { WaitTimeoutError } from '../../base/errors.ts';
import { checkWaitOptions, type Site, type WaitOptions } from '../handle-context.ts';
import type { Crew } from './crew.ts';
import { throwFailure } from './failures.ts';
import type { Job, Outcome } from './job.ts';

interface Reader {
  readonly crew: Crew;
  readonly job: Job;
  /** Chunks that were read to their end. */
  chunks: number;
  /** Values of the present chunk that were given. */
  given: number;
  /** Calls of `next` are answered one after the other. */
  last: Promise<unknown>;
}

export function poolIteratorClass(siteHere: () => Site) {
  const readers = new WeakMap<object, Reader>();

  function of(iterator: object): Reader {
    const found = readers.get(iterator);
    if (!found) throw new TypeError('a PoolIterator is made by imap() and imapUnordered() of a pool');
    return found;
  }

  /** The chunk that is read next, if it has come back. */
  function present({ job, chunks }: Reader): Outcome | undefined {
    const chunk = job.method === 'imap' ? chunks : job.arrived[chunks];
    return chunk === undefined ? undefined : job.outcomes[chunk];
  }

  /** Leaves behind what was read to its end, so that `present` has something to give, is to come, or is over. */
  function skipRead(reader: Reader): void {
    for (let outcome = present(reader); outcome; outcome = present(reader)) {
      if (reader.given < outcome.values.length + (outcome.failure ? 1 : 0)) return;
      reader.chunks++;
      reader.given = 0;
    }
  }

  async function next(reader: Reader, site: Site, wait: WaitOptions): Promise<IteratorResult<unknown, undefined>> {
    const { crew, job } = reader;
    skipRead(reader);
    if (job.isFed && reader.chunks >= job.size) return { done: true, value: undefined };
    const isHere = () => present(reader) !== undefined;
    const operation = job.method === 'imap' ? ('next' as const) : ('nextUnordered' as const);
    // the kernel counts what workers have done
    const number = job.method === 'imap' ? reader.chunks : reader.chunks + 1 - job.localCount;
    if (!(await crew.waitFor(job, operation, number, { isHere, site, wait }))) {
      throw new WaitTimeoutError(
        `PoolIterator.next() of ${job.method}() on ${crew.name}: no result came within ${wait.timeout} ms; ` +
          'none is lost: call next() again, or wait longer with next({ timeout })',
      );
    }
    return give(reader, site);
  }

  function give(reader: Reader, site: Site): IteratorResult<unknown, undefined> {
    const outcome = present(reader);
    const value = outcome?.values[reader.given];
    const isValue = outcome !== undefined && reader.given < outcome.values.length;
    reader.given++;
    if (!isValue && outcome?.failure) {
      reader.crew.tellFailure(reader.job, site);
      throw outcome.failure.thrown;
    }
    return { done: false, value };
  }

  class PoolIterator {
    constructor(key?: unknown) {
      if (key !== readers) of(this);
    }

    async next(options?: WaitOptions): Promise<IteratorResult<unknown, undefined>> {
      const site = siteHere();
      const wait = checkWaitOptions(options, 'PoolIterator.next');
      const reader = of(this);
      const before = reader.last;
      const answer = before.then(() => next(reader, site, wait));
      reader.last = answer.catch(() => {});
      try {
        return await answer;
      } catch (thrown) {
        return throwFailure({ thrown });
      }
    }

    [Symbol.asyncIterator](): this {
      return this;
    }
  }

  function make(crew: Crew, job: Job): PoolIterator {
    const iterator = new PoolIterator(readers);
    readers.set(iterator, { crew, job, chunks: 0, given: 0, last: Promise.resolve() });
    return iterator;
  }

  return { PoolIterator, make };
}
