// By what, besides the ways that clocks know, one process may have learned how far another one is: a shared value, a manager's
// dictionary, a lock, the length of a queue. A guess in favour of the user: where it says so, no order can be called luck.

import type { Clocks } from './clocks.ts';
import { queueTypes } from './queue-facts.ts';
import type { Step } from './step.ts';

/** What clocks follow. */
const followed: ReadonlySet<string> = new Set(['', 'Process', 'Connection', 'Pool', 'Event', 'Condition', 'Barrier']);
/** By these one process tells another that something has come about. */
const signals: ReadonlySet<string> = new Set(['Event', 'Condition', 'Barrier']);
const questions: ReadonlySet<string> = new Set(['put', 'qsize', 'empty', 'full']);

export class Contacts {
  /** By process and object: `seq` of the end of its last use, which may have told it more than there was at the call. */
  readonly #uses = new Map<number, Map<number, number>>();

  /** By process: its parent, and when it ended. */
  readonly #exits = new Map<number, { parent: number; seq: number }>();
  /** By process: events, conditions and barriers that it has used. */
  readonly #signals = new Map<number, Set<number>>();
  readonly #order: Clocks;

  constructor(order: Clocks) {
    this.#order = order;
  }

  exited(process: number, parent: number, seq: number): void {
    this.#exits.set(process, { parent, seq });
  }

  ended({ process, object, type, op, endSeq }: Step): void {
    if (signals.has(type)) {
      const known = this.#signals.get(process);
      if (known) known.add(object);
      else this.#signals.set(process, new Set([object]));
    }
    if (followed.has(type) || (queueTypes.includes(type) && !questions.has(op))) return;
    const known = this.#uses.get(process);
    if (known) known.set(object, endSeq);
    else this.#uses.set(process, new Map([[object, endSeq]]));
  }

  /** What `process` may know of what another one has done: that it has used something since, or has ended. */
  mayKnow(process: number, step: Step): boolean {
    // a parent can ask whether its child lives, and tell others
    const exit = this.#exits.get(step.process);
    return (exit !== undefined && this.#order.knows(process, exit.parent, exit.seq)) || this.haveMet(process, step);
  }

  /** They have an event, a condition or a barrier in common: what they make of a queue may go by that. */
  haveSignal(one: number, other: number): boolean {
    const theirs = this.#signals.get(other);
    return theirs !== undefined && [...(this.#signals.get(one) ?? [])].some((object) => theirs.has(object));
  }

  /** Both have used the same object behind that, in whatever order; not the one that it was about. */
  haveMet(process: number, { process: other, object: about, seq }: Step): boolean {
    const theirs = this.#uses.get(other);
    if (!theirs) return false;
    for (const [object, mine] of this.#uses.get(process) ?? []) {
      if (object !== about && mine > seq && (theirs.get(object) ?? 0) > seq) return true;
    }
    return false;
  }
}
