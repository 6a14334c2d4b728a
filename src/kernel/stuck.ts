// Who can never go on: a reduction of the wait-for relation over the two cells. It knows no primitive by name.

import type { Kernel } from './kernel.ts';
import type { Operation } from './object-rule.ts';
import type { ProcessEntry } from './process-entry.ts';
import { holdersOf } from './reach.ts';

/** Live processes that, besides `operation.process` itself, could end its wait. */
export function endersOf(operation: Operation, kernel: Kernel): number[] {
  return [...new Set(eachEnder(operation, kernel))];
}

/** One after the other, some more than once: for a manager of many objects, the first is mostly enough. */
function* eachEnder(operation: Operation, kernel: Kernel): Generator<number> {
  const { object, rule } = operation;
  if (isInRingOfOwners(operation, kernel)) {
    yield ownerOf(operation);
    return;
  }
  for (const ender of rule.enders?.(object.state, operation) ?? [object]) {
    for (const process of typeof ender === 'number' ? [ender] : holdersOf(ender, kernel.processes)) {
      if (process !== operation.process && isLive(kernel, process)) yield process;
    }
  }
  yield* takersOf(operation, kernel);
}

/** 0: nobody in particular has what it waits for. */
export function ownerOf({ rule, object }: Operation): number {
  return rule.owner?.(object.state) ?? 0;
}

/**
 * Each of several waits for a lock that the next one holds. Anybody who has a Lock may release it, but nobody who does not hold
 * it takes it away from somebody in the middle of his work; a process that waits for its own lock may well be meant to be let in.
 */
function isInRingOfOwners(operation: Operation, kernel: Kernel): boolean {
  const seen = new Set<number>([operation.process]);
  let owner = ownerOf(operation);
  while (owner !== 0 && !seen.has(owner)) {
    seen.add(owner);
    const [wait, ...others] = waitsOf(kernel.processes.get(owner));
    if (!wait || others.length > 0 || wait.state !== 'waiting') return false;
    owner = ownerOf(wait);
  }
  return owner === operation.process && seen.size > 1;
}

/** Who was given something out of the same object and has not taken it: it may come back, and the object is not at its end before. */
function* takersOf({ object, process }: Operation, kernel: Kernel): Generator<number> {
  for (const { id, operations } of kernel.processes.values()) {
    if (id === process) continue;
    for (const one of operations) if (one.state === 'granted' && one.object === object) yield id;
  }
}

function hasEnderBeside(operation: Operation, stuck: ReadonlySet<number>, kernel: Kernel): boolean {
  for (const ender of eachEnder(operation, kernel)) if (!stuck.has(ender)) return true;
  return false;
}

/**
 * The greatest set of processes in which everybody waits, without a limit of time, only for things that somebody of the
 * same set would have to do. Whether they also are idle (no timer, no socket…) only they themselves can tell.
 *
 * @param mayBe leaves out who has something else to do
 */
export function findStuck(kernel: Kernel, mayBe: (entry: ProcessEntry) => boolean = () => true): ProcessEntry[] {
  const stuck = new Set<number>();
  for (const entry of kernel.processes.values()) if (onlyWaits(entry) && mayBe(entry)) stuck.add(entry.id);
  let changed = true;
  while (changed) {
    changed = false;
    for (const id of stuck) {
      if (!waitsOf(kernel.processes.get(id)).some((one) => hasEnderBeside(one, stuck, kernel))) continue;
      stuck.delete(id);
      changed = true;
    }
  }
  const found = [...kernel.processes.values()].filter((entry) => stuck.has(entry.id));
  // somebody who waits for work is not stuck as long as nobody is who would have any
  return found.some(({ operations }) => [...operations].some(({ rule }) => !rule.serves)) ? found : [];
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
