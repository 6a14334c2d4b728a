/** What processes wait for together: events, conditions and barriers. @module */

import type { Lock, Lockable, RLock } from './locks.d.ts';
import type { WaitOptions } from './waiting.d.ts';

/**
 * A flag that processes wait for. Whoever waits while it is set goes on at once.
 */
export class Event {
  /** @param options `name`: how it is called in the swimlane; default the variable or field that it is created for */
  constructor(options?: { name?: string });
  /** Whether it is set: exact when answered. */
  isSet(): Promise<boolean>;
  /** Sets it: everybody who waits goes on, also if it is cleared at once. Need not be awaited. */
  set(): Promise<void>;
  /** Unsets it: who waits from now on, waits for the next `set`. Need not be awaited. */
  clear(): Promise<void>;
  /**
   * Waits until it is set.
   * @returns false where the timeout was over first
   * @example
   * {@includeCode ../../../docs/examples/event-wait.ts}
   */
  wait(options?: WaitOptions): Promise<boolean>;
}

/**
 * A lock, and a place to wait in for a change of what it guards.
 *
 * `wait`, `notify` and `notifyAll` are for the process that holds the lock.
 *
 * @example
 * {@includeCode ../../../docs/examples/condition.ts}
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: what all locks have in common is said once; the class has it all
export class Condition {
  /**
   * @param lock default an RLock of its own
   * @param options `name`: how it is called in the swimlane; default the variable or field that it is created for
   */
  constructor(lock?: Lock | RLock, options?: { name?: string });
  /**
   * Releases the lock, all its levels, waits for a notification, and acquires the lock again before it returns.
   * @returns false where the timeout was over first; the lock is held again in any case
   * @throws NotOwnerError this process does not hold the lock
   * @example
   * {@includeCode ../../../docs/examples/condition-wait.ts}
   */
  wait(options?: WaitOptions): Promise<boolean>;
  /**
   * Waits until `predicate` is true: asks it now and after every notification, with the lock held.
   * @param predicate may return a promise, which is awaited
   * @returns the last answer of `predicate`: false where the timeout was over first
   * @throws NotOwnerError this process does not hold the lock, and would have to wait
   * @example
   * {@includeCode ../../../docs/examples/condition-wait-for.ts}
   */
  waitFor(predicate: () => unknown, options?: WaitOptions): Promise<boolean>;
  /**
   * Wakes those that have waited longest; they go on when they have the lock. With nobody waiting it is lost.
   * @param n how many at most; default 1
   * @throws NotOwnerError this process does not hold the lock
   */
  notify(n?: number): Promise<void>;
  /** Wakes all who wait. @throws NotOwnerError this process does not hold the lock */
  notifyAll(): Promise<void>;
}
export interface Condition extends Lockable {}

/**
 * Lets processes go on together: each waits until so many have come. Then it can be used again.
 *
 * A wait that times out, `abort`, `reset`, or an action that fails breaks it: all who wait are told by `BrokenBarrierError`.
 */
export class Barrier {
  /**
   * @param parties how many must come
   * @param options `action`: a function at the top level of a module, run with `actionArgs` in the process of the last to
   * come, before anybody is let go; `timeout`: of every `wait`, in milliseconds, default `Infinity`
   */
  constructor(
    parties: number,
    options?: {
      // biome-ignore lint/suspicious/noExplicitAny: a function of any arguments
      action?: (...args: any[]) => unknown;
      actionArgs?: readonly unknown[];
      timeout?: number;
      name?: string;
    },
  );
  /**
   * Waits until all have come.
   * @returns the place in the order of coming, from 0 to `parties` - 1, each once
   * @throws BrokenBarrierError the barrier is broken, or breaks: also by the timeout of this wait
   * @example
   * {@includeCode ../../../docs/examples/barrier-wait.ts}
   */
  wait(options?: WaitOptions): Promise<number>;
  /** Makes it whole again; who waits is told by `BrokenBarrierError`. */
  reset(): Promise<void>;
  /** Breaks it, until `reset`: every wait, now and later, rejects with `BrokenBarrierError`. */
  abort(): Promise<void>;
  /** How many must come. */
  readonly parties: number;
  /** How many wait: exact when answered. */
  waiting(): Promise<number>;
  /** Whether it is broken: exact when answered. */
  broken(): Promise<boolean>;
}
