// Who can come to use an object: its holders, and whoever could be given it by a message that is under way.

import type { KernelObject, Operation } from './object-rule.ts';
import type { ProcessEntry } from './process-entry.ts';

type Processes = ReadonlyMap<number, ProcessEntry>;

/** Processes that hold the object, or could come to hold it by what they get: a handle may lie inside a message. */
export function holdersOf(object: KernelObject, processes: Processes): Set<number> {
  const holders = new Set(object.holders);
  const waitingPuts = [...processes.values()].flatMap(({ operations }) => [...operations].filter(carriesHandles));
  for (const { id, holds, operations } of processes.values()) {
    if (holders.has(id)) continue;
    const granted = [...operations].flatMap((one) => one.granted?.handles ?? []);
    if (withinReach([...holds, ...granted], waitingPuts).has(object)) holders.add(id);
  }
  return holders;
}

/** Those of the objects that nobody can ever use again. What is to be sent counts as used: it may yet arrive. */
export function abandonedAmong(objects: Iterable<KernelObject>, processes: Processes): KernelObject[] {
  const unheld = [...objects].filter(({ holders }) => holders.size === 0);
  if (unheld.length === 0) return [];
  const roots: KernelObject[] = [];
  for (const { holds, operations } of processes.values()) {
    roots.push(...holds);
    for (const { message, granted } of operations) roots.push(...(message?.handles ?? []), ...(granted?.handles ?? []));
  }
  const reached = withinReach(roots, []);
  return unheld.filter((object) => !reached.has(object));
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
