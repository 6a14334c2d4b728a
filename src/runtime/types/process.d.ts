/** Processes, and what a process knows of itself and of others. @module */

// `Symbol.asyncDispose` and its kin are younger than the `target` of many projects.
/// <reference lib="esnext.disposable" />

import type { WaitOptions } from './waiting.d.ts';

declare global {
  interface ImportMeta {
    /**
     * True in the script that was run, false in every other module and in every child process, which imports the script anew.
     * @example `if (import.meta.main) await main();`
     */
    readonly main: boolean;
  }
}

/** `args` may be left out where the target needs none. @internal */
export type Needed<A extends readonly unknown[]> = [] extends A ? { args?: NoInfer<A> } : { args: NoInfer<A> };

/**
 * A real operating-system process with memory of its own.
 *
 * It runs `target(...args)`, or, in a subclass, its own `run()`. The target is a function at the top level of a module,
 * exported or not; arguments are copied to the child, except for queues and other objects of this API, which are shared.
 *
 * @example
 * {@includeCode ../../../docs/examples/process.ts}
 */
export class Process<A extends readonly unknown[] = readonly unknown[]> {
  /**
   * Describes a process; `start()` creates it.
   * @param options `name`: default `Process-1`, `Process-1:2` for the second child of `Process-1`, `Consumer-1` for a
   * subclass `Consumer`; `daemon`: default that of the creating process. A daemon is terminated when the run's other
   * processes have ended, and may not have children.
   */
  constructor(options?: { target?: (...args: A) => unknown; name?: string; daemon?: boolean } & Needed<A>);
  /** How it is called in the swimlane and in messages. */
  name: string;
  /** Whether the run does not wait for this process. Cannot be set after `start()` (`ProcessError`). */
  daemon: boolean;
  /** The operating system's number of the process; null until it was launched. */
  readonly pid: number | null;
  /** null: not ended; 0: ended well; N: `exit(N)`; 1: uncaught error; -N: killed by signal N. */
  readonly exitCode: number | null;
  /** What the process does. Override it in a subclass; by default it calls `target(...args)`. */
  run(): unknown;
  /**
   * Copies the target and its arguments and launches the process. Need not be awaited.
   * @throws SerializationError an argument cannot be sent, or the target is not at the top level of a module
   * @throws ProcessError started a second time, or by a daemon
   */
  start(): Promise<void>;
  /**
   * Waits until the process has ended.
   * @returns false where the timeout was over first
   * @throws ProcessError not started, or created by another process
   * @example
   * {@includeCode ../../../docs/examples/process-join.ts}
   */
  join(options?: WaitOptions): Promise<boolean>;
  /** True from `start()` on until the end has been reported. */
  isAlive(): boolean;
  /** Asks the process to end (SIGTERM). What it has put stays in its queues. */
  terminate(): Promise<void>;
  /** Ends the process at once (SIGKILL). */
  kill(): Promise<void>;
  /**
   * Gives the object up; afterwards every use but `name` throws `ProcessClosedError`.
   * @throws ProcessError the process is still running
   */
  close(): void;
}

/** The process that this code runs in; the script's own is named `MainProcess`. */
export function currentProcess(): Process;

/** The process that started this one; null in the main process. Allows `name`, `pid`, `isAlive` and `join`. */
export function parentProcess(): Process | null;

/** The processes that this one has started and that have not ended. */
export function activeChildren(): Process[];

/** How many processes can compute at the same time on this machine. */
export function cpuCount(): number;

/** Ends this process at once, after everything that it has put, set and printed was delivered. @param code default 0 */
export function exit(code?: number): never;
