// Who has come to a barrier, and the party that is let go together. Who comes after them belongs to the next party.

import type { Cell, ObjectState, Operation, Refusal, RuleContext } from '../../kernel/object-rule.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';

/** A wait queue that is passed by the one who makes the party whole, and by nobody before. */
class Gathering extends WaitQueue<Operation> {
  readonly #parties: number;
  readonly #barrier: BarrierState;

  constructor(parties: number, barrier: BarrierState) {
    super('barrier', 1);
    this.#parties = parties;
    this.#barrier = barrier;
  }

  /** The last of a whole party is served before the others. */
  override first(): Operation | undefined {
    // whoever comes to a broken barrier is told so
    return this.#barrier.isBroken ? super.first() : [...this.waiters][this.#parties - 1];
  }

  override lets(waiter: Operation): boolean {
    return !this.#barrier.isBroken && !this.#barrier.hasActing && this.first() === waiter;
  }
}

export const isBroken: Refusal = {
  error: 'BrokenBarrierError',
  text: 'the barrier is broken: it was aborted or reset, a wait timed out, or its action failed; reset() makes it whole',
};

export class BarrierState implements ObjectState {
  readonly parties: number;
  readonly hasAction: boolean;
  readonly arrived: Cell;
  /** The rest of a whole party while the action runs. */
  readonly ready: Cell = new WaitQueue('barrier', 0);
  readonly passing: Cell = new WaitQueue('barrier', Number.POSITIVE_INFINITY);
  readonly cells: readonly Cell[];
  readonly #places = new WeakMap<Operation, number>();
  /** The wait in whose process the action runs. */
  #acting: Operation | null = null;
  isBroken = false;

  constructor(parties: number, hasAction: boolean) {
    this.parties = parties;
    this.hasAction = hasAction;
    this.arrived = new Gathering(parties, this);
    this.cells = [this.arrived, this.ready, this.passing];
  }

  carriers(): readonly never[] {
    return [];
  }

  /** Waiters. */
  size(): number {
    return this.arrived.length + this.ready.length;
  }

  /** A waiter of the party, counted from 0 in the order of coming. */
  placeOf(operation: Operation): number {
    return this.#places.get(operation) ?? this.parties - 1;
  }

  get hasActing(): boolean {
    return this.#acting !== null;
  }

  isActing({ process }: Operation): boolean {
    return this.#acting?.process === process;
  }

  /** The last one has come; it has left its cell. */
  gather(last: Operation, context: RuleContext): void {
    for (const one of [...this.arrived.waiters].slice(0, this.parties - 1)) context.move(one, this.ready);
    if (this.hasAction) this.#acting = last;
    else this.open(context);
  }

  open(context: RuleContext): void {
    this.#acting = null;
    [...this.ready.waiters].forEach((one, place) => {
      this.#places.set(one, place);
      context.move(one, this.passing);
    });
    context.wake(this.arrived);
  }

  /** Nobody waits here any more: all are told that it is broken. */
  disband(context: RuleContext): void {
    this.#acting = null;
    for (const one of [...this.ready.waiters, ...this.arrived.waiters]) context.refuse(one, isBroken);
  }

  break(context: RuleContext): void {
    this.isBroken = true;
    this.disband(context);
  }

  /** A wait is over that was not let go: a timeout breaks it for all, who is aborted or dies leaves nothing but its action. */
  leave(operation: Operation, how: 'timeout' | 'cancel' | 'death', context: RuleContext): void {
    if (operation === this.#acting || (how === 'timeout' && operation.cell !== this.passing)) this.break(context);
  }
}
