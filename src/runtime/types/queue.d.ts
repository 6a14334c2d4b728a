/** Queues. @module */

import type { WaitOptions } from './waiting.d.ts';

/** What a queue is made with. */
export interface QueueOptions {
  /** How many items fit; a put into a full queue waits. Default, and zero or less: any number. */
  maxsize?: number;
  /** How many bytes of encoded items fit; a larger item is taken while the queue is empty. Default: any number. */
  maxBytes?: number;
  /** Hand out one item at a time even where a single process gets many. Slower; default false. */
  strict?: boolean;
  /** How the queue is called in the swimlane; default the variable or field that it is created for. */
  name?: string;
}

/**
 * Carries items between processes, first in, first out. Any process that has it may put and get.
 *
 * An item is copied: plain data, Map, Set, Date, typed arrays, errors, cycles; instances of top-level classes keep their
 * class; top-level functions, and queues themselves, can be sent too.
 *
 * @example
 * {@includeCode ../../../docs/examples/queue.ts}
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
export class Queue<T = any> implements AsyncIterable<T> {
  constructor(options?: QueueOptions);
  /**
   * Adds an item; waits while the queue is full. Need not be awaited.
   * @throws QueueFullError the timeout was over before there was room
   * @throws SerializationError the item cannot be sent
   * @throws QueueClosedError this process has closed the queue
   * @throws QueueShutDownError the queue was shut down
   * @example
   * {@includeCode ../../../docs/examples/queue-put.ts}
   */
  put(item: T, options?: WaitOptions): Promise<void>;
  /** `put` that does not wait. @throws QueueFullError there is no room now */
  putNowait(item: T): Promise<void>;
  /**
   * Takes the oldest item; waits while the queue is empty.
   * @throws QueueEmptyError the timeout was over before an item came
   * @throws QueueClosedError this process has closed the queue
   * @throws QueueShutDownError the queue was shut down and is drained
   * @example
   * {@includeCode ../../../docs/examples/queue-get.ts}
   */
  get(options?: WaitOptions): Promise<T>;
  /** `get` that does not wait. @throws QueueEmptyError there is no item now */
  getNowait(): Promise<T>;
  /** How many items are in the queue: exact when answered, perhaps not when read. */
  qsize(): Promise<number>;
  /** Whether there is no item: exact when answered. That no more will come it does not say; put a last item for that. */
  empty(): Promise<boolean>;
  /** Whether a put would have to wait: exact when answered. */
  full(): Promise<boolean>;
  /** This process puts and gets no more; others are not affected. */
  close(): void;
  /** Waits until everything that this process has put is safe in the queue. @throws InvalidStateError before `close()` */
  joinThread(): Promise<void>;
  /** Do not wait for that at the end of this process. */
  cancelJoinThread(): void;
  /**
   * Ends the queue for everybody: puts throw `QueueShutDownError`, gets too once it is drained.
   * @param options `immediate`: drop what is still in it; default false
   */
  shutdown(options?: { immediate?: boolean }): Promise<void>;
  /** Gets items until the queue is shut down and drained. */
  [Symbol.asyncIterator](): AsyncIterator<T>;
}

/**
 * A queue that knows how many of its items are still being worked on.
 *
 * @example
 * {@includeCode ../../../docs/examples/joinable-queue.ts}
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
export class JoinableQueue<T = any> extends Queue<T> {
  /** Says that an item got earlier is finished. @throws TaskDoneError called more often than items were put */
  taskDone(): Promise<void>;
  /**
   * Waits until every item that was put is finished.
   * @returns false where the timeout was over first
   * @example
   * {@includeCode ../../../docs/examples/joinable-queue-join.ts}
   */
  join(options?: WaitOptions): Promise<boolean>;
}

/** A queue with no more than put, get and empty. */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
export class SimpleQueue<T = any> {
  constructor(options?: { name?: string });
  /** Adds an item. @throws QueueClosedError, SerializationError */
  put(item: T): Promise<void>;
  /**
   * Takes the oldest item; waits while the queue is empty.
   * @throws QueueClosedError
   * @example
   * {@includeCode ../../../docs/examples/simple-queue-get.ts}
   */
  get(): Promise<T>;
  /** Whether there is no item: exact when answered. */
  empty(): Promise<boolean>;
  /** This process puts and gets no more. */
  close(): void;
}
