// Why a set of processes is stuck: who waits for whom among them, and which of them all the others wait for in the end.
// These are the bottom components of the wait-for graph: a circle, or one who waits for something that nobody can do any more.

import type { Kernel } from './kernel.ts';
import type { Operation } from './object-rule.ts';
import type { ProcessEntry } from './process-entry.ts';
import { endersOf, ownerOf, waitsOf } from './stuck.ts';

/** Processes that wait for nobody but one another. */
export type Cause = readonly ProcessEntry[];

/** What is told of a process: what it waits for in the background only where it waits for nothing else. */
export function toldOf(entry: ProcessEntry): Operation[] {
  const waits = waitsOf(entry).filter(({ rule }) => !rule.serves);
  const inFront = waits.filter(({ rule }) => !rule.background);
  return inFront.length > 0 ? inFront : waits.slice(0, 1);
}

/** Who waits at the same object for the same thing: two getters, two who want one lock. */
export function isPeer(one: Operation, other: Operation): boolean {
  return one.object === other.object && one.rule.name === other.rule.name;
}

/** Who merely waits for the end of others. */
export function isJoin({ cell }: Operation): boolean {
  return cell?.reason === 'join';
}

/**
 * Who would have to act. Where others could, it is not expected of who merely joins: the main process mostly has a handle of
 * everything that it has made.
 */
export function blockersOf(operation: Operation, kernel: Kernel): number[] {
  const all = couldEnd(operation, kernel);
  const acting = all.filter((process) => {
    const entry = kernel.processes.get(process);
    return entry && !toldOf(entry).every(isJoin);
  });
  return acting.length > 0 ? acting : all;
}

/** The holder of what is wanted, where one is known; else everybody who does not wait for the very same thing itself. */
export function couldEnd(operation: Operation, kernel: Kernel): number[] {
  const owner = ownerOf(operation);
  if (owner === operation.process) return [];
  if (owner !== 0 && kernel.processes.get(owner)?.state === 'live') return [owner];
  return endersOf(operation, kernel).filter((process) => {
    const waits = waitsOf(kernel.processes.get(process));
    return !waits.some((one) => isPeer(one, operation));
  });
}

/** In the order of the processes; what the others wait for is in one of them. */
export function causesOf(stuck: readonly ProcessEntry[], kernel: Kernel): Cause[] {
  const entries = new Map(stuck.map((entry) => [entry.id, entry]));
  // who only serves is told of by those who wait for it
  const told = new Map(stuck.map((entry) => [entry.id, toldOf(entry)] as const).filter(([, { length }]) => length > 0));
  const next = new Map<number, number[]>();
  for (const [id, operations] of told) {
    const blockers = operations.flatMap((operation) => blockersOf(operation, kernel));
    next.set(
      id,
      blockers.filter((one) => told.has(one)),
    );
  }
  const reach = new Map([...told.keys()].map((id) => [id, reached(id, next)]));
  const causes: Cause[] = [];
  const seen = new Set<number>();
  for (const [id, ids] of reach) {
    if (seen.has(id) || ![...ids].every((one) => one === id || reach.get(one)?.has(id))) continue;
    const members = [...new Set([id, ...ids])].sort((a, b) => a - b);
    for (const one of members) seen.add(one);
    causes.push(members.flatMap((one) => entries.get(one) ?? []));
  }
  return causes;
}

/** The same for as long as the same calls wait. */
export function keyOf(cause: Cause): string {
  return cause.flatMap(({ operations }) => [...operations].map(({ id }) => id)).join();
}

function reached(id: number, next: ReadonlyMap<number, readonly number[]>): Set<number> {
  const found = new Set(next.get(id));
  // a Set is walked to its end, what is added on the way included
  for (const one of found) for (const other of next.get(one) ?? []) found.add(other);
  return found;
}
