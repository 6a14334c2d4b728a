/** Locks: so many at a time, the others wait. @module */

import type { WaitOptions } from './waiting.d.ts';

/** What locks, semaphores and conditions have in common: they are held, and others wait meanwhile. */
export interface Lockable {
  /**
   * Takes it; waits while others hold it, first come, first served.
   * @returns false where the timeout was over first; nothing is held then
   * @example
   * {@includeCode ../../../docs/examples/lock-acquire.ts}
   */
  acquire(options?: WaitOptions): Promise<boolean>;
  /** Gives it back; whoever has waited longest goes on. */
  release(): Promise<void>;
  /**
   * Runs `body` while it is held, and releases it whatever happens in there.
   * @returns what `body` returns, or its promise resolves with
   * @example
   * {@includeCode ../../../docs/examples/lock-with.ts}
   */
  with<R>(body: () => R | Promise<R>): Promise<R>;
  /**
   * Takes it until the end of the block.
   * @throws WaitTimeoutError the timeout was over first
   * @example
   * {@includeCode ../../../docs/examples/lock-hold.ts}
   */
  hold(options?: WaitOptions): Promise<AsyncDisposable>;
}

/**
 * One process at a time: whoever acquires it holds it until it is released.
 *
 * It has no owner, as in Python: any process may release it, and a process that acquires it twice waits for itself.
 * A lock whose holder was killed stays locked. Waiters go on in the order in which they came.
 *
 * @example
 * {@includeCode ../../../docs/examples/lock.ts}
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: what all locks have in common is said once; the class has it all
export class Lock {
  /** @param options `name`: how it is called in the swimlane; default the variable or field that it is created for */
  constructor(options?: { name?: string });
  /** Gives it back; whoever has waited longest goes on. @throws ReleaseError it is not locked */
  release(): Promise<void>;
}
export interface Lock extends Lockable {}

/**
 * A lock that its holder may acquire again, and releases as often.
 *
 * Its owner is a process, not one of its async tasks: two of them are not kept apart by `acquire`, but bodies of `with` in one
 * process wait for one another (one inside another's does not). Only the owner may release it.
 *
 * @example
 * {@includeCode ../../../docs/examples/rlock.ts}
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: what all locks have in common is said once; the class has it all
export class RLock {
  /** @param options `name`: how it is called in the swimlane; default the variable or field that it is created for */
  constructor(options?: { name?: string });
  /** Gives back one level; with the last one whoever has waited longest goes on. @throws NotOwnerError this process does not hold it */
  release(): Promise<void>;
}
export interface RLock extends Lockable {}

/**
 * So many permits: whoever acquires takes one, and waits while none is left.
 *
 * Permits belong to nobody: any process may release one, and there may come to be more of them than at the start.
 *
 * @example
 * {@includeCode ../../../docs/examples/semaphore.ts}
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: what all locks have in common is said once; the class has it all
export class Semaphore {
  /**
   * @param value permits at the start; default 1
   * @param options `name`: how it is called in the swimlane; default the variable or field that it is created for
   */
  constructor(value?: number, options?: { name?: string });
  /** Permits that are left: exact when answered, perhaps not when read. */
  getValue(): Promise<number>;
}
export interface Semaphore extends Lockable {}

/**
 * A semaphore that never has more permits than at the start: a release too many is an error.
 *
 * @example
 * {@includeCode ../../../docs/examples/bounded-semaphore.ts}
 */
export class BoundedSemaphore extends Semaphore {
  /** Gives a permit back; whoever has waited longest goes on. @throws ReleaseError all permits are free */
  override release(): Promise<void>;
}
