/** Managers, which keep objects for others. @module */

import type { BoundedSemaphore, Lock, RLock, Semaphore } from './locks.d.ts';
import type { Pool, PoolOptions } from './pool.d.ts';
import type { DictProxy, ListProxy, NamespaceProxy, Remote } from './proxies.d.ts';
import type { JoinableQueue, Queue, QueueOptions } from './queue.d.ts';
import type { SharedArray, TypeCode, Value } from './shared.d.ts';
import type { Barrier, Condition, Event } from './signals.d.ts';

/**
 * A process that keeps objects for others. They are used through proxies, which can be sent anywhere: as arguments, through
 * queues, inside of other proxies.
 *
 * Calls are taken in the order in which they reach the manager. Two calls are two steps: between `get` and `set` somebody else
 * may come, so guard them with a lock, or write a class with one method that does both and `register` it.
 * A manager ends with `shutdown()`, at the end of its `await using`, or with the process that started it; calls are then
 * rejected with `ConnectionError`.
 *
 * @example
 * {@includeCode ../../../docs/examples/manager.ts}
 */
export class Manager implements AsyncDisposable {
  private constructor();
  /**
   * Starts the manager's process; resolves when it can be called.
   * @param options `name`: how the process is called; default `SyncManager-1`
   * @throws ProcessError by a daemon, which may have no children
   * @example
   * {@includeCode ../../../docs/examples/manager-start.ts}
   */
  static start(options?: { name?: string }): Promise<Manager>;
  /**
   * Ends the manager when it has answered what was asked before. May be called again. Resolves when its process has ended.
   * @example
   * {@includeCode ../../../docs/examples/manager-shutdown.ts}
   */
  shutdown(): Promise<void>;
  /** Makes a dictionary. @throws SerializationError, ConnectionError */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a dictionary takes and gives whatever is set
  dict<V = any>(initial?: Record<string, V> | Iterable<[unknown, V]>): DictProxy<V>;
  /** Makes a list. @throws SerializationError, ConnectionError */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a list takes and gives whatever is put in
  list<V = any>(initial?: Iterable<V>): ListProxy<V>;
  /** Makes a namespace. @throws SerializationError, ConnectionError */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a namespace takes and gives whatever is set
  namespace<N extends object = Record<string, any>>(initial?: N): NamespaceProxy<N>;
  /** The same as `new Queue`. */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
  Queue<T = any>(options?: QueueOptions): Queue<T>;
  /** The same as `new JoinableQueue`. */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
  JoinableQueue<T = any>(options?: QueueOptions): JoinableQueue<T>;
  /** The same as `new Lock`. */
  Lock(options?: { name?: string }): Lock;
  /** The same as `new RLock`. */
  RLock(options?: { name?: string }): RLock;
  /** The same as `new Semaphore`. */
  Semaphore(value?: number, options?: { name?: string }): Semaphore;
  /** The same as `new BoundedSemaphore`. */
  BoundedSemaphore(value?: number, options?: { name?: string }): BoundedSemaphore;
  /** The same as `new Condition`. */
  Condition(lock?: Lock | RLock, options?: { name?: string }): Condition;
  /** The same as `new Event`. */
  Event(options?: { name?: string }): Event;
  /** The same as `new Barrier`. */
  Barrier(
    parties: number,
    options?: {
      // biome-ignore lint/suspicious/noExplicitAny: a function of any arguments
      action?: (...args: any[]) => unknown;
      actionArgs?: readonly unknown[];
      timeout?: number;
      name?: string;
    },
  ): Barrier;
  /** The same as `new Value`. */
  Value<T = number>(type: TypeCode, initial?: T, options?: { lock?: boolean; name?: string }): Value<T>;
  /** The same as `new SharedArray`. */
  Array<T = number>(
    type: TypeCode,
    sizeOrValues: number | readonly T[],
    options?: { lock?: boolean; name?: string },
  ): SharedArray<T>;
  /** The same as `new Pool`. */
  Pool(options?: PoolOptions): Pool;
  /**
   * Makes a factory of objects of your own class, which live in the manager's process. Their methods are those that the class
   * declares (functions stored in fields are not among them); a method that waits holds nobody up. An error that a method throws
   * is thrown at the call, with its class and fields and, as its `cause`, a `RemoteError` that says where it came from.
   * @throws SerializationError the class is not at the top level of a module
   * @example
   * {@includeCode ../../../docs/examples/manager-register.ts}
   */
  register<A extends unknown[], C>(type: new (...args: A) => C): (...args: A) => Promise<Remote<C>>;
  /** `shutdown()` */
  [Symbol.asyncDispose](): Promise<void>;
}
