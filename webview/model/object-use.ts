// Who holds an object and who waits for it, from the calls on it. Knows the names of two methods: what is acquired is held until
// it is released.

import type { Nanos } from '../../src/base/units.ts';
import type { RowKind } from '../../src/trace/event.ts';
import { ProcessSets } from './process-sets.ts';

export class ObjectUse {
  readonly holders = new ProcessSets();
  readonly waiters = new ProcessSets();
  /** Operations that wait now, with their processes. */
  readonly #waiting = new Map<number, number>();
  /** Acquires that were let through and have not returned, with their processes. */
  readonly #granted = new Map<number, number>();

  take(kind: RowKind, op: string, operation: number, process: number, t: Nanos, isFree: boolean): void {
    if (kind === 'block') {
      this.#waiting.set(operation, process);
      this.waiters.add(process, t);
      return;
    }
    this.#goesOn(operation, t);
    if (op === 'acquire') this.#acquire(kind, operation, process, t, isFree);
    else if (op === 'release' && kind === 'return') this.#released(process, t, isFree);
  }

  /** A process that has ended waits no more; what it held it still holds. */
  ended(process: number, t: Nanos): void {
    for (const [operation, waiter] of this.#waiting) if (waiter === process) this.#goesOn(operation, t);
    for (const [operation, holder] of this.#granted) if (holder === process) this.#giveBack(operation, holder, t);
  }

  #acquire(kind: RowKind, operation: number, process: number, t: Nanos, isFree: boolean): void {
    if (kind === 'unblock' && !isFree) {
      this.#granted.set(operation, process);
      this.holders.add(process, t);
    } else if (kind === 'return') {
      if (!this.#granted.delete(operation) && !isFree) this.holders.add(process, t);
    } else if (this.#granted.has(operation)) this.#giveBack(operation, process, t);
  }

  #giveBack(operation: number, process: number, t: Nanos): void {
    this.#granted.delete(operation);
    this.holders.remove(process, t);
  }

  #goesOn(operation: number, t: Nanos): void {
    const process = this.#waiting.get(operation);
    if (process === undefined) return;
    this.#waiting.delete(operation);
    this.waiters.remove(process, t);
  }

  #released(process: number, t: Nanos, isFree: boolean): void {
    if (isFree) this.holders.clear(t);
    // whoever has not acquired it may release it too: for the one that holds it longest
    else this.holders.remove(this.holders.has(process) ? process : this.holders.first, t);
  }
}
