// Joins what the kernel knows, who waits for whom, with what the processes say: whether anything else could wake them.

import type { Kernel } from './kernel.ts';
import type { Port } from './port.ts';
import type { ProcessEntry } from './process-entry.ts';
import { findStuck } from './stuck.ts';

/** Processes that can never go on. */
export interface Stuck {
  stuck: ProcessEntry[];
  /** Everybody who lives. */
  whole: boolean;
  /** Something that does not keep a process alive (a signal, an unref'ed timer) could still wake one. */
  isOpen: boolean;
  /** A debugger is attached: whoever looks on wants to see it, not its end. */
  isDebugged: boolean;
  /** False: others wait too, and have not said yet whether they have something else to do. */
  isSure: boolean;
}

/**
 * Looks for processes that can never go on. Those that have not said to be idle are asked; when all have, they are returned.
 * While some of those who wait have something else to do, such as a timer, the rest of them is looked at without them.
 */
export function searchStuck(kernel: Kernel, ports: ReadonlyMap<number, Port>): Stuck | null {
  const waiting = findStuck(kernel);
  if (waiting.length === 0) return null;
  const answerOf = ({ id }: ProcessEntry) => ports.get(id)?.idle ?? null;
  for (const entry of waiting) if (!answerOf(entry)) ports.get(entry.id)?.probe();
  const isIdle = (entry: ProcessEntry) => answerOf(entry) !== null && !answerOf(entry)?.timed;
  const areAll = waiting.every(isIdle);
  const live = [...kernel.processes.values()].filter((entry) => entry.state !== 'ended').length;
  const isDebugged = (entry: ProcessEntry) => answerOf(entry)?.debugged === true;
  // those who are not stuck may do it: send a signal, write to a socket
  const isOpen = (entry: ProcessEntry) => answerOf(entry)?.weak === true && !isDebugged(entry);
  let stuck = areAll ? waiting : findStuck(kernel, isIdle);
  if (stuck.length < live && stuck.some(isOpen)) stuck = findStuck(kernel, (one) => isIdle(one) && !isOpen(one));
  if (stuck.length === 0) return null;
  const whole = stuck.length === live;
  return { stuck, whole, isOpen: stuck.some(isOpen), isDebugged: stuck.some(isDebugged), isSure: areAll };
}
