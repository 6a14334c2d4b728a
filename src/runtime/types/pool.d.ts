/** Pools of worker processes, and what comes of their tasks. @module */

import type { WaitOptions } from './waiting.d.ts';

/** What a pool is made with. */
export interface PoolOptions {
  /** How many workers; default `cpuCount()`. */
  processes?: number;
  /** Runs once in each worker before its tasks: a function at the top level of a module. */
  // biome-ignore lint/suspicious/noExplicitAny: any function; its arguments are checked where it runs
  initializer?: (...args: any[]) => unknown;
  /** What the initializer is called with. Queues and other objects of this API may be among it. */
  initargs?: readonly unknown[];
  /** Chunks after which a worker is replaced by a fresh process; default: never. */
  maxTasksPerChild?: number;
  /** How the pool is called in the swimlane; default the variable or field that it is created for. */
  name?: string;
}

/** How the items of one call are dealt out to the workers. */
export interface Chunked {
  /** Items that go to a worker together. Default: so that each worker gets four chunks; for `imap` and `imapUnordered` one. */
  chunksize?: number;
}

/** Functions of yours that are called when the work of one call is done. */
export interface Callbacks<R> {
  /** Called with the result, before `get` and `wait` go on. */
  callback?: (result: R) => void;
  /** Called with what the task has thrown, before `get` and `wait` go on. */
  errorCallback?: (error: unknown) => void;
}

/** The list of arguments may be left out where the function needs none. @internal */
export type NeededList<A extends readonly unknown[]> = [] extends A ? [args?: NoInfer<A>] : [args: NoInfer<A>];

/** As `NeededList`, with options behind it. @internal */
export type CallArgs<A extends readonly unknown[], R> = [] extends A
  ? [args?: NoInfer<A>, options?: Callbacks<R>]
  : [args: NoInfer<A>, options?: Callbacks<R>];

/**
 * Worker processes that run functions on many items at the same time.
 *
 * The functions are those at the top level of a module; items and results are copied. Workers are daemons named
 * `PoolWorker-1`…, so a task can start no processes. What a task throws is thrown again here with its class, name and
 * fields; its `cause` is a `RemoteError` with the stack in the worker. A worker that dies is replaced, and its task rejects
 * with `WorkerLostError`. Only the process that made a pool can use it.
 *
 * @example
 * {@includeCode ../../../docs/examples/pool.ts}
 */
export class Pool implements AsyncDisposable {
  /**
   * Starts the workers.
   * @throws ProcessError in a daemon, which may have no children
   * @throws MainGuardError while a child is still importing its modules
   * @throws SerializationError the initializer is not at the top level of a module, or `initargs` cannot be sent
   */
  constructor(options?: PoolOptions);
  /**
   * Runs `f(...args)` in one worker and waits for its result.
   * @throws SerializationError `f` is not at the top level of a module, or an argument cannot be sent
   * @throws PoolClosedError after `close()` or `terminate()`
   * @throws WorkerLostError the worker died
   * @example
   * {@includeCode ../../../docs/examples/pool-apply.ts}
   */
  apply<A extends readonly unknown[], R>(f: (...args: A) => R, ...args: NeededList<A>): Promise<Awaited<R>>;
  /**
   * The same without waiting.
   * @throws SerializationError, PoolClosedError at once; what the task throws comes from `get()`
   */
  applyAsync<A extends readonly unknown[], R>(
    f: (...args: A) => R,
    ...rest: CallArgs<A, Awaited<R>>
  ): AsyncResult<Awaited<R>>;
  /**
   * Runs `f(item)` for every item and waits for all results, which keep the order of the items.
   *
   * The items are read to their end first and go to the workers in chunks. Where tasks fail, the others run all the same
   * (but for those behind it in its chunk), and then the error of the first is thrown.
   * @throws SerializationError, PoolClosedError, WorkerLostError
   * @example
   * {@includeCode ../../../docs/examples/pool-map.ts}
   */
  map<I, R>(f: (item: I) => R, items: Iterable<I>, options?: Chunked): Promise<Awaited<R>[]>;
  /** The same without waiting. @throws SerializationError, PoolClosedError */
  mapAsync<I, R>(
    f: (item: I) => R,
    items: Iterable<I>,
    options?: Chunked & Callbacks<Awaited<R>[]>,
  ): AsyncResult<Awaited<R>[]>;
  /**
   * Like `map`, where each item is a list of arguments: runs `f(...item)`.
   * @example
   * {@includeCode ../../../docs/examples/pool-starmap.ts}
   */
  starmap<A extends readonly unknown[], R>(
    f: (...args: A) => R,
    items: Iterable<A>,
    options?: Chunked,
  ): Promise<Awaited<R>[]>;
  /** The same without waiting. @throws SerializationError, PoolClosedError */
  starmapAsync<A extends readonly unknown[], R>(
    f: (...args: A) => R,
    items: Iterable<A>,
    options?: Chunked & Callbacks<Awaited<R>[]>,
  ): AsyncResult<Awaited<R>[]>;
  /**
   * Like `map`, but gives results one by one in the order of the items, each as soon as it and those before it are there.
   * The items are read some way ahead of the results, so they may have no end. An item that fails does so at its place.
   *
   * @example
   * {@includeCode ../../../docs/examples/pool-imap.ts}
   */
  imap<I, R>(f: (item: I) => R, items: Iterable<I>, options?: Chunked): PoolIterator<Awaited<R>>;
  /**
   * Like `imap`, in the order in which the tasks end.
   * @example
   * {@includeCode ../../../docs/examples/pool-imap-unordered.ts}
   */
  imapUnordered<I, R>(f: (item: I) => R, items: Iterable<I>, options?: Chunked): PoolIterator<Awaited<R>>;
  /** Takes no more work; the workers end when all that was given is done. */
  close(): void;
  /**
   * Ends the workers at once and drops their work: whoever waits for it gets a `PoolClosedError`. Resolves when they have ended.
   * @example
   * {@includeCode ../../../docs/examples/pool-terminate.ts}
   */
  terminate(): Promise<void>;
  /**
   * Waits until the workers have ended.
   * @throws InvalidStateError before `close()` or `terminate()`
   * @example
   * {@includeCode ../../../docs/examples/pool-join.ts}
   */
  join(): Promise<void>;
  /** Leaving `await using` terminates the pool. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The results of `imap` or `imapUnordered`, one at a time. */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument it gives whatever the tasks do
export class PoolIterator<R = any> implements AsyncIterableIterator<R, undefined, WaitOptions | undefined> {
  private constructor();
  /**
   * Waits for the next result.
   * @throws WaitTimeoutError it did not come in time; none is lost, the next call waits for the same one
   * @throws what the task has thrown; the call after it goes on behind it
   * @example
   * {@includeCode ../../../docs/examples/pool-iterator-next.ts}
   */
  next(options?: WaitOptions): Promise<IteratorResult<R, undefined>>;
  /** Itself, for `for await`. */
  [Symbol.asyncIterator](): PoolIterator<R>;
}

/** What comes of `applyAsync`, `mapAsync` or `starmapAsync`. */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument it gives whatever the task does
export class AsyncResult<R = any> {
  private constructor();
  /**
   * Waits for the result; may be called again.
   * @throws WaitTimeoutError it is not there in time
   * @throws PoolClosedError the pool was terminated first
   * @throws what the task has thrown
   * @example
   * {@includeCode ../../../docs/examples/async-result-get.ts}
   */
  get(options?: WaitOptions): Promise<R>;
  /**
   * Waits until the result or an error is there.
   * @returns false where the timeout was over first
   * @example
   * {@includeCode ../../../docs/examples/async-result-wait.ts}
   */
  wait(options?: WaitOptions): Promise<boolean>;
  /** Whether the result or an error is there. */
  ready(): boolean;
  /** Whether the task has ended without an error. @throws InvalidStateError while it is not ready */
  successful(): boolean;
}
