// Condition as the user holds it: a lock, and a place to sleep in until somebody who holds the lock notifies.

import { NotOwnerError } from '../../base/errors.ts';
import { toNanos } from '../../base/units.ts';
import { checkWaitOptions, type Encoded, type HandleContext, type Site, type WaitOptions } from '../handle-context.ts';
import { lockOperations } from '../lock/operations.ts';
import { lockable, takePermit } from '../lockable.ts';
import { checkNamed } from '../options.ts';
import { conditionMethod, encodeCount } from './operations.ts';

/** Tells a wait that looks again from one that does not. */
const untilTrue: Encoded = { bytes: new Uint8Array(0), handles: [], preview: 'waitFor' };

type LockClass = new (options?: { name?: string }) => object;

/** Makes the condition class of one runtime, with the lock classes of the same. */
export function conditionHandles(context: HandleContext, { Lock, RLock }: { Lock: LockClass; RLock: LockClass }) {
  function lockOf(condition: object): object {
    const lock = context.stateOf(condition).parts?.lock;
    if (typeof lock !== 'object' || lock === null) throw new TypeError('this is no condition of this process');
    return lock;
  }

  /** Takes the lock again as it was held: so many levels, one of them perhaps that of `with`. */
  async function takeAgain(lock: object, held: number, site: Site): Promise<void> {
    for (let level = 0; level < Math.max(1, held >> 1); level++) {
      const method = lockOperations.indexOf(level === 0 && held & 1 ? 'acquireAlone' : 'acquire');
      takePermit(await context.call(lock, method, site, { isGrant: true, from: 'kernel' }));
    }
  }

  async function wait(condition: object, site: Site, options: WaitOptions, item?: Encoded): Promise<boolean> {
    options.signal?.throwIfAborted();
    const lock = lockOf(condition);
    // asleep first and released then: who notifies must hold the lock, so no notification can come in between
    const [slept, freed] = await Promise.allSettled([
      context.call(condition, conditionMethod('wait'), site, { ...options, isGrant: true, item }),
      context.call(lock, lockOperations.indexOf('releaseAll'), site, { from: 'kernel' }),
    ]);
    if (freed.status === 'rejected') throw freed.reason;
    const held = freed.value.status === 'done' ? freed.value.code : 0;
    const isRefused = slept.status === 'rejected' && slept.reason instanceof NotOwnerError;
    if (!isRefused || held > 0) await takeAgain(lock, held, site);
    if (slept.status === 'rejected') throw slept.reason;
    return takePermit(slept.value, options.signal);
  }

  class Condition extends lockable(context, lockOf) {
    constructor(lock?: object, options?: { name?: string }) {
      super();
      const site = context.site();
      const given = checkNamed(options, 'new Condition').name;
      if (lock !== undefined && !(lock instanceof Lock || lock instanceof RLock)) {
        throw new TypeError('new Condition: lock must be a Lock or an RLock');
      }
      const name = given ?? context.nameHere('Condition');
      context.create(this, 'Condition', name, {}, site, { lock: lock ?? new RLock({ name: `${name}.lock` }) });
    }

    async wait(options?: WaitOptions): Promise<boolean> {
      const site = context.site();
      return wait(this, site, checkWaitOptions(options, 'Condition.wait'));
    }

    async waitFor(predicate: () => unknown, options?: WaitOptions): Promise<boolean> {
      const site = context.site();
      const checked = checkWaitOptions(options, 'Condition.waitFor');
      if (typeof predicate !== 'function') {
        throw new TypeError(`Condition.waitFor: predicate must be a function, got ${typeof predicate}`);
      }
      const until = context.now() + toNanos(checked.timeout ?? Number.POSITIVE_INFINITY);
      while (!(await predicate())) {
        const left = (until - context.now()) / toNanos(1);
        if (left <= 0) return false;
        await wait(this, site, { ...checked, timeout: left }, untilTrue);
      }
      return true;
    }

    async notify(n = 1): Promise<void> {
      const site = context.site();
      if (!Number.isSafeInteger(n) || n < 0) {
        throw new TypeError(`Condition.notify: n must be a whole number of waiters, got ${String(n)}`);
      }
      const item = { bytes: encodeCount(n), handles: [], preview: n === 1 ? '' : String(n) };
      await context.call(this, conditionMethod('notify'), site, { item });
    }

    async notifyAll(): Promise<void> {
      await context.call(this, conditionMethod('notifyAll'), context.site());
    }
  }

  return { Condition };
}
