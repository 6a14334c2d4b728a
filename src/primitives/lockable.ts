// What everything that can be held has in common, as the user sees it: acquire, release, with, hold. Said once, for locks,
// semaphores and conditions alike.

import { WaitTimeoutError } from '../base/errors.ts';
import { type Answer, checkWaitOptions, type HandleContext, type Site, type WaitOptions } from './handle-context.ts';
import { type LockableOperation, lockableOperations } from './lockable-operations.ts';
import { promised } from './promised.ts';

const noOptions: WaitOptions = {};

/** A permit counts as taken now that the caller's promise resolves; an abort before that returns it. */
export function takePermit(answer: Answer, signal?: AbortSignal): boolean {
  if (answer.status === 'timeout') return false;
  if (signal?.aborted) {
    answer.giveBack();
    throw signal.reason;
  }
  answer.take();
  return true;
}

/** @param lockOf the handle of what is acquired: a condition's is its lock */
export function lockable(context: HandleContext, lockOf: (handle: object) => object = (handle) => handle) {
  function acquire(handle: object, operation: LockableOperation, site: Site, wait: WaitOptions): Promise<boolean> {
    const lock = lockOf(handle);
    const method = lockableOperations.indexOf(operation);
    // an abort could come before the promise resolves, and a loan does not tell the trace of a limit
    const lent = wait.signal || Number.isFinite(wait.timeout) ? undefined : context.takeLoan(lock, method, site, true);
    return lent ?? ask(lock, method, site, wait);
  }

  async function ask(lock: object, method: number, site: Site, wait: WaitOptions): Promise<boolean> {
    const answer = await context.call(lock, method, site, { ...wait, isGrant: true, from: 'kernel' });
    return takePermit(answer, wait.signal);
  }

  function release(handle: object, operation: LockableOperation, site: Site): Promise<void> {
    const lock = lockOf(handle);
    const method = lockableOperations.indexOf(operation);
    const lent = context.takeLoan(lock, method, site, undefined);
    return lent ?? context.call(lock, method, site, { from: 'kernel' }).then(() => {});
  }

  function checked(handle: object, options: WaitOptions | undefined, method: string): WaitOptions {
    if (options === undefined) return noOptions;
    return checkWaitOptions(options, `${context.stateOf(handle).type}.${method}`);
  }

  return class Lockable {
    acquire(options?: WaitOptions): Promise<boolean> {
      return promised(() => {
        const site = context.site(this, 'acquire');
        return acquire(this, 'acquire', site, checked(this, options, 'acquire'));
      });
    }

    release(): Promise<void> {
      return promised(() => release(this, 'release', context.site(this, 'release')));
    }

    async with<R>(body: () => R | Promise<R>): Promise<R> {
      const site = context.site();
      if (typeof body !== 'function') {
        const { type } = context.stateOf(this);
        throw new TypeError(`${type}.with: body must be a function, such as lock.with(() => …), got ${typeof body}`);
      }
      const lock = lockOf(this);
      // a body within a body of the same RLock is one level deeper; all others wait for their turn
      const isNested = context.isWithin(lock);
      await acquire(this, isNested ? 'acquire' : 'acquireAlone', site, {});
      try {
        return await context.within(lock, async () => body());
      } finally {
        await release(this, isNested ? 'release' : 'releaseAlone', site);
      }
    }

    async hold(options?: WaitOptions): Promise<AsyncDisposable> {
      const site = context.site();
      const wait = checked(this, options, 'hold');
      if (!(await acquire(this, 'acquire', site, wait))) {
        const { type, name } = context.stateOf(this);
        const waited = (wait.timeout ?? 0) > 0 ? ` within ${wait.timeout} ms` : '';
        throw new WaitTimeoutError(
          `${type}.hold() on ${name}: it did not become free${waited}; wait longer with hold({ timeout })`,
        );
      }
      let isHeld = true;
      return {
        [Symbol.asyncDispose]: async () => {
          if (!isHeld) return;
          isHeld = false;
          await release(this, 'release', site);
        },
      };
    }
  };
}
