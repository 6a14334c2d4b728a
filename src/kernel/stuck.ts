// Who can never go on: a reduction of the wait-for relation over the two cells. It knows no primitive by name.

import type { Kernel } from './kernel.ts';
import type { Operation } from './object-rule.ts';
import type { ProcessEntry } from './process-entry.ts';
import { holdersOf } from './reach.ts';

/** Live processes that, besides `operation.process` itself, could end its wait. */
export function endersOf(operation: Operation, kernel: Kernel): number[] {
  const { object, rule } = operation;
  const possible = new Set<number>();
  for (const ender of rule.enders?.(object.state, operation) ?? [object]) {
    if (typeof ender === 'number') possible.add(ender);
    else for (const holder of holdersOf(ender, kernel.processes)) possible.add(holder);
  }
  return [...possible].filter((process) => process !== operation.process && isLive(kernel, process));
}

/**
 * The greatest set of processes in which everybody waits, without a limit of time, only for things that somebody of the
 * same set would have to do. Whether they also are idle (no timer, no socket…) only they themselves can tell.
 */
export function findStuck(kernel: Kernel): ProcessEntry[] {
  const stuck = new Set<number>();
  for (const entry of kernel.processes.values()) if (onlyWaits(entry)) stuck.add(entry.id);
  let changed = true;
  while (changed) {
    changed = false;
    for (const id of stuck) {
      const operations = waitsOf(kernel.processes.get(id));
      const canBeWoken = operations.some((one) => endersOf(one, kernel).some((ender) => !stuck.has(ender)));
      if (!canBeWoken) continue;
      stuck.delete(id);
      changed = true;
    }
  }
  return [...kernel.processes.values()].filter((entry) => stuck.has(entry.id));
}

/** The operations of a process that have not been served. What it was granted and has not taken wakes it no second time. */
export function waitsOf(entry: ProcessEntry | undefined): Operation[] {
  return [...(entry?.operations ?? [])].filter((one) => one.state !== 'granted');
}

function onlyWaits(entry: ProcessEntry): boolean {
  const waits = entry.state === 'live' ? waitsOf(entry) : [];
  const isForGood = (one: Operation) => one.state === 'waiting' && one.deadline === Number.POSITIVE_INFINITY;
  return waits.length > 0 && waits.every(isForGood);
}

function isLive(kernel: Kernel, process: number): boolean {
  const entry = kernel.processes.get(process);
  return entry !== undefined && entry.state !== 'ended';
}
