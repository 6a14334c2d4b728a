// Who can never go on: a reduction of the wait-for relation over the two cells. It knows no primitive by name.

import type { Kernel } from './kernel.ts';
import type { KernelObject, Operation } from './object-rule.ts';
import type { ProcessEntry } from './process-entry.ts';

/** Live processes that, besides `operation.process` itself, could end its wait. */
export function endersOf(operation: Operation, kernel: Kernel): number[] {
  const { object, rule } = operation;
  const named = rule.enders?.(object.state, operation);
  const possible = named ? new Set(named) : holdersOf(object, kernel);
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

/** Processes that hold the object, or could come to hold it by what they get: a handle may lie inside a message. */
function holdersOf(object: KernelObject, kernel: Kernel): Set<number> {
  const holders = new Set(object.holders);
  const waitingPuts = [...kernel.processes.values()].flatMap(({ operations }) =>
    [...operations].filter(carriesHandles),
  );
  for (const { id, holds, operations } of kernel.processes.values()) {
    if (holders.has(id)) continue;
    const granted = [...operations].flatMap((one) => one.granted?.handles ?? []);
    if (withinReach([...holds, ...granted], waitingPuts).has(object)) holders.add(id);
  }
  return holders;
}

function carriesHandles({ message }: Operation): boolean {
  return message !== null && message.handles.length > 0;
}

/** These objects, what lies or waits to be put into them, and so on. */
function withinReach(objects: readonly KernelObject[], waitingPuts: readonly Operation[]): Set<KernelObject> {
  const reached = new Set(objects);
  // a Set is walked to its end, what is added on the way included
  for (const object of reached) {
    for (const { handles } of object.state.carriers()) for (const handle of handles) reached.add(handle);
    for (const put of waitingPuts)
      if (put.object === object) put.message?.handles.forEach((one) => void reached.add(one));
  }
  return reached;
}

function isLive(kernel: Kernel, process: number): boolean {
  const entry = kernel.processes.get(process);
  return entry !== undefined && entry.state !== 'ended';
}
