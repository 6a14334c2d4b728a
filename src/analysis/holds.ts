// Which process holds which locks at this point of the trace, and since when. A semaphore that began with one permit is used like
// a lock, and counts as one; others have no holder and are not here.

import type { Step } from './step.ts';

export interface Hold {
  readonly lock: number;
  /** The acquire that got it. */
  readonly step: Step;
}

const none: readonly Hold[] = [];

export class Holds {
  readonly #of = new Map<number, Hold[]>();
  /** Semaphores that began with one permit. */
  readonly #single = new Set<number>();
  readonly #holder = new Map<number, number>();

  static isLock(type: string): boolean {
    return type === 'Lock' || type === 'RLock';
  }

  created(object: number, type: string, permits: number): void {
    if (permits === 1 && (type === 'Semaphore' || type === 'BoundedSemaphore')) this.#single.add(object);
  }

  /** Whether acquiring and releasing it is told here. */
  counts({ type, object }: Step): boolean {
    return Holds.isLock(type) || this.#single.has(object);
  }

  /** In the order in which they were acquired. A lock that is held twice (RLock) stands there once. */
  of(process: number): readonly Hold[] {
    return this.#of.get(process) ?? none;
  }

  has(process: number, lock: number): boolean {
    return this.#holder.get(lock) === process;
  }

  /** 0: nobody. */
  holderOf(lock: number): number {
    return this.#holder.get(lock) ?? 0;
  }

  /** The acquire is over, or was let through: it counts from there, for who waits for it waits no more. */
  acquired(step: Step): void {
    if (this.#holder.get(step.object) === step.process) return;
    const holds = this.#of.get(step.process) ?? [];
    holds.push({ lock: step.object, step });
    this.#of.set(step.process, holds);
    this.#holder.set(step.object, step.process);
  }

  /** A release after which all permits are back ends the hold, whoever did it. */
  released(step: Step): void {
    if (step.size >= 1) this.dropped(step.object);
  }

  dropped(lock: number): void {
    const process = this.#holder.get(lock);
    if (process === undefined) return;
    this.#holder.delete(lock);
    const holds = this.#of.get(process) ?? [];
    this.#of.set(
      process,
      holds.filter((hold) => hold.lock !== lock),
    );
  }
}

/** Who hold one of them at the same time keep one another out. */
export function haveCommon(some: ReadonlySet<number>, others: ReadonlySet<number>): boolean {
  for (const lock of some) if (others.has(lock)) return true;
  return false;
}
