// Who holds a lock: one acquire of a Lock, or all the levels of an RLock's owner. Waiters are let in by two cells.

import type { Cell, Leftover, ObjectState, Operation, RuleContext } from '../../kernel/object-rule.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { LoanTerms } from '../../protocol/request.ts';

export class LockState implements ObjectState {
  readonly name: string;
  readonly isRecursive: boolean;
  /** One permit while nobody holds it. */
  readonly free: Cell = new WaitQueue('locked', 1);
  /** For the owner of an RLock, who need not wait. */
  readonly again: Cell = new WaitQueue('locked', Number.POSITIVE_INFINITY);
  readonly cells: readonly Cell[] = [this.free, this.again];
  /** The acquires that hold it, the first one first. */
  readonly #levels: Operation[] = [];
  readonly #isAlone: (operation: Operation) => boolean;

  /** @param isAlone tells acquires of which an owner can have only one at a time: those of `with` */
  constructor(name: string, isRecursive: boolean, isAlone: (operation: Operation) => boolean) {
    this.name = name;
    this.isRecursive = isRecursive;
    this.#isAlone = isAlone;
  }

  carriers(): readonly never[] {
    return [];
  }

  /** Permits. */
  size(): number {
    return this.#levels.length === 0 ? 1 : 0;
  }

  /** 0: nobody. */
  get owner(): number {
    return this.#levels[0]?.process ?? 0;
  }

  isHeldBy(process: number): boolean {
    return this.owner === process;
  }

  get depth(): number {
    return this.#levels.length;
  }

  get hasAlone(): boolean {
    return this.#levels.some(this.#isAlone);
  }

  cellFor(operation: Operation): Cell {
    return this.#isNext(operation) ? this.again : this.free;
  }

  take(operation: Operation, context: RuleContext): void {
    this.#levels.push(operation);
    this.free.permits = 0;
    this.#sort(context);
  }

  /** Gives up one level: the latest one of the wanted kind, or else the latest. */
  drop(alone: boolean, context: RuleContext): void {
    const wanted = this.#levels.findLastIndex((level) => this.#isAlone(level) === alone);
    this.#levels.splice(wanted, 1);
    this.#changed(context);
  }

  /** The acquire has not come to its caller. It may have been released by somebody else in the meantime. */
  undo(operation: Operation, context: RuleContext): void {
    const index = this.#levels.indexOf(operation);
    if (index >= 0) this.#levels.splice(index, 1);
    // also without a level: another body of `with` may have waited for this one
    this.#changed(context);
  }

  clear(context: RuleContext): void {
    this.#levels.length = 0;
    this.#changed(context);
  }

  terms(): LoanTerms | null {
    if (this.#levels.length > 0 || this.free.length > 0) return null;
    const most = this.isRecursive ? Number.MAX_SAFE_INTEGER : 1;
    return { permits: most, most, isRecursive: this.isRecursive };
  }

  leftBy(process: number, exitCode: number): Leftover | null {
    const [first] = this.#levels;
    // who ends well may have left a Lock for another process to release
    if (first?.process !== process || (exitCode === 0 && !this.isRecursive)) return null;
    const text = `while it held \`${this.name}\`, which stays locked for good`;
    const cure =
      'Let a process release its locks before it ends: hold them with lock.with(…), and do not kill a holder.';
    return { text, cure, site: first.site, seq: first.seq };
  }

  #changed(context: RuleContext): void {
    if (this.#levels.length === 0) {
      this.free.permits = 1;
      context.wake(this.free);
    }
    this.#sort(context);
  }

  /** Whether the owner of an RLock may take it once more by this operation. */
  #isNext(operation: Operation): boolean {
    if (!this.isRecursive || this.owner !== operation.process) return false;
    if (!this.#isAlone(operation)) return true;
    return !this.hasAlone && ![...this.again.waiters].some((other) => other !== operation && this.#isAlone(other));
  }

  /** Lets the calls of an RLock's owner in, and nobody else's. */
  #sort(context: RuleContext): void {
    if (!this.isRecursive) return;
    for (const one of [...this.again.waiters]) if (!this.#isNext(one)) context.move(one, this.free);
    for (const one of [...this.free.waiters]) if (this.#isNext(one)) context.move(one, this.again);
  }
}
