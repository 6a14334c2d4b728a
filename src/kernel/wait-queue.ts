// The first of the two cells: permits, and the operations that wait for one. Every block and wake-up in Lanescope is here.

import type { KernelObject } from './object-rule.ts';
import type { Operation } from './operation.ts';

/**
 * A wait queue lets an operation through while it has permits.
 * It keeps its waiters in the order of arrival, but does not choose: whoever serves does (the broker takes the first).
 */
export class WaitQueue {
  readonly owner: KernelObject;
  /** Why its waiters wait: `empty`, `full`, `join`… */
  readonly reason: string;
  /** May be Infinity: a condition that holds for everybody, such as "has ended". */
  permits: number;
  readonly #waiters = new Set<Operation>();
  readonly #fits: ((operation: Operation) => boolean) | null;

  constructor(
    owner: KernelObject,
    reason: string,
    permits: number,
    fits: ((operation: Operation) => boolean) | null = null,
  ) {
    this.owner = owner;
    this.reason = reason;
    this.permits = permits;
    this.#fits = fits;
  }

  /** Could this operation pass now? Where it matters who asks, only the first may: else a great one might wait for ever. */
  lets(operation: Operation): boolean {
    if (this.permits <= 0) return false;
    return this.#fits === null || (this.first() === operation && this.#fits(operation));
  }

  add(operation: Operation): void {
    this.#waiters.add(operation);
  }

  remove(operation: Operation): void {
    this.#waiters.delete(operation);
  }

  get waiters(): Iterable<Operation> {
    return this.#waiters;
  }

  get length(): number {
    return this.#waiters.size;
  }

  first(): Operation | undefined {
    for (const operation of this.#waiters) return operation;
    return undefined;
  }
}
