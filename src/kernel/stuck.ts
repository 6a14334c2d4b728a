// Who can never go on: a reduction of the wait-for relation over the two cells. It knows no primitive by name.

import type { Kernel } from './kernel.ts';
import type { KernelObject } from './object-rule.ts';
import type { Message, Operation } from './operation.ts';
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
      const operations = kernel.processes.get(id)?.operations ?? [];
      const canBeWoken = [...operations].some((one) => endersOf(one, kernel).some((ender) => !stuck.has(ender)));
      if (!canBeWoken) continue;
      stuck.delete(id);
      changed = true;
    }
  }
  return [...kernel.processes.values()].filter((entry) => stuck.has(entry.id));
}

function onlyWaits(entry: ProcessEntry): boolean {
  if (entry.state !== 'live' || entry.operations.size === 0) return false;
  return [...entry.operations].every((one) => one.state === 'waiting' && one.deadline === Number.POSITIVE_INFINITY);
}

/** Holders of the object, and of everything in which, or on its way to or from which, a message carries a handle of it. */
function holdersOf(object: KernelObject, kernel: Kernel): Set<number> {
  const holders = new Set(object.holders);
  const wanted = new Set([object]);
  let size = 0;
  while (size < wanted.size) {
    size = wanted.size;
    for (const entry of kernel.processes.values()) {
      for (const carrier of entry.holds) if (carrier.state.messages().some(carries)) wanted.add(carrier);
      for (const { object: target, message, granted } of entry.operations) {
        if (carries(message)) wanted.add(target);
        if (carries(granted)) holders.add(entry.id);
      }
    }
    for (const carrier of wanted) for (const holder of carrier.holders) holders.add(holder);
  }
  return holders;

  function carries(message: Message | null): boolean {
    return message?.handles.some((handle) => wanted.has(handle)) ?? false;
  }
}

function isLive(kernel: Kernel, process: number): boolean {
  const entry = kernel.processes.get(process);
  return entry !== undefined && entry.state !== 'ended';
}
