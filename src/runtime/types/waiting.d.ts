/** How long a call may wait. @module */

/** How long a call may wait. An aborted or timed-out wait leaves no trace in the object: no item is lost. */
export interface WaitOptions {
  /** Milliseconds; default `Infinity`. Zero or less: do not wait. */
  timeout?: number;
  /** Aborting it ends the wait; the promise rejects with `signal.reason`. */
  signal?: AbortSignal;
}

/**
 * Waits so many milliseconds, seen in the swimlane with the reason `sleep`.
 *
 * @example
 * {@includeCode ../../../docs/examples/sleep.ts}
 */
export function sleep(ms: number): Promise<void>;
