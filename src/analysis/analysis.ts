// What an analysis is: it watches a run event by event, in the kernel's order, and says at any time what it has found so far.

import type { Finding } from '../trace/finding.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';

export interface Analysis {
  /** Kebab-case, the `id` of its findings; never changed once released. Its page is `docs/findings/<id>.md`. */
  readonly id: string;
  /** One line that says what it finds, for lists of analyses. */
  readonly title: string;
  /** It is told of the operations on objects of these types only; absent: of all. */
  readonly types?: readonly string[];
  watch(run: Run): Watcher;
}

/**
 * Told of every event behind what the {@link Run} makes of it: holds and clocks are those of the moment.
 * A trace grows while it is watched, so nothing may be taken for missing before `run.isOver`.
 */
export interface Watcher {
  called?(step: Step): void;
  /** It has to wait. */
  blocked?(step: Step): void;
  /** What it waited for is there; it has not gone on yet. */
  unblocked?(step: Step): void;
  /** It is over: `step.outcome` says how. */
  ended?(step: Step): void;
  created?(object: number, process: number, index: number): void;
  /** `process` was started by `by`. */
  started?(process: number, by: number, index: number): void;
  begun?(process: number, index: number): void;
  exited?(process: number, code: number, index: number): void;
  /** An uncaught error. */
  failed?(process: number, text: string, index: number): void;
  printed?(process: number, index: number): void;
  /** The kernel has said something; who is stuck waits still. */
  said?(finding: Finding): void;
  /** What is known now; asked again and again while the run goes on. */
  findings(): Finding[];
}
