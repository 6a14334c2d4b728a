// A run as analyses look at it: what is known at this point of the trace, and names for what they say.

import type { Nanos } from '../base/units.ts';
import type { Place } from '../trace/finding.ts';
import type { ObjectInfo, ProcessInfo, Trace } from '../trace/trace.ts';
import type { Clocks } from './clocks.ts';
import type { Contacts } from './contacts.ts';
import type { Holds } from './holds.ts';
import type { Looks } from './looks.ts';
import type { Queues } from './queue-facts.ts';
import type { Step } from './step.ts';

export interface Run {
  readonly trace: Trace;
  /** What must have been before what, whoever gets a lock first. */
  readonly order: Clocks;
  /** What must have been before what, where who reads a shared value knows of those who changed it; `null`: there are none. */
  readonly told: Clocks | null;
  readonly holds: Holds;
  /** What processes last looked at and changed; kept where there is a condition or an event. */
  readonly looks: Looks;
  readonly contacts: Contacts;
  readonly queues: Queues;
  /** Processes that the kernel has said can never go on, with what they waited for then. */
  readonly stuck: ReadonlyMap<number, readonly Step[]>;
  /** Of their waits: who could have ended them. */
  readonly couldEnd: readonly { from: number; to: number; object: number }[];
  /** The main process has ended, or the trace is closed: nothing more will come. */
  readonly isOver: boolean;
  /** Time of the last event. */
  readonly now: Nanos;
  /** How many processes can compute at the same time; where that is not known, as many as there are. */
  readonly cores: number;
  /** `seq` of the last call of a process, 0 for none. */
  lastCall(process: number): number;
  /** Its open operations, in the order of their calls. */
  openSteps(process: number): Iterable<Step>;
  /** Processes that have begun and not ended, managers' and pools' too. */
  live(): Iterable<ProcessInfo>;
  /** Serves a manager or a pool: what it does is not the user's own doing. */
  isServer(process: number): boolean;
  /** Works for a pool. */
  isWorker(process: number): boolean;
  /** The kernel has said that this wait can never end. */
  isStuck(step: Step): boolean;
  object(object: number): ObjectInfo | undefined;
  typeOf(object: number): string;
  /**
   * What was before what in this run, by whatever but this shared value and its lock. Kept from `keepBeside` on; `undefined`: not yet.
   */
  beside(value: number): Clocks | undefined;
  /** `null`: there are too many already. Costs as much again. */
  keepBeside(value: number): Clocks | null;
  /** The lock that a condition, value or array was made with or has used; 0: none is known. */
  lockOf(object: number): number;
  /** The process that stands behind an object of type `Process`; 0: none. */
  processOf(object: number): number;
  /** `Process-1`. */
  who(process: number): string;
  /** In backticks, as it is told: `tasks`; the lock inside a value or condition is told by the name of that. */
  what(object: number): string;
  /** `main.ts:12`, '' where no site is known. */
  at(site: number): string;
  /** The preview of what was sent. */
  preview(step: Step): string;
  /** A place of a finding. */
  place(step: Pick<Step, 'process' | 'site' | 'seq'>, text: string): Place;
}

/** `Process-1`, `Process-1 and Process-2`, `A, B and C`, `A, B and 7 more`. */
export function list(words: readonly string[], most = 4): string {
  if (words.length <= 1) return words[0] ?? '';
  if (words.length > most) return `${words.slice(0, most - 1).join(', ')} and ${words.length - most + 1} more`;
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `1 item`, `3 items`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** ` It happened 12 times.`, '' for once. */
export function times(n: number): string {
  return n > 1 ? ` It happened ${n} times in this run.` : '';
}
