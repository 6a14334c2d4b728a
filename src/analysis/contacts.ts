// By what, besides the ways that clocks know, one process may have learned how far another one is: a shared value, a manager's
// dictionary, a lock, the length of a queue. A guess in favour of the user: where it says so, no order can be called luck.

import type { Clocks } from './clocks.ts';
import { queueTypes } from './queue-facts.ts';
import type { Step } from './step.ts';

/** What clocks follow. */
const followed: ReadonlySet<string> = new Set(['', 'Process', 'Connection', 'Pool', 'Event', 'Condition', 'Barrier']);
const questions: ReadonlySet<string> = new Set(['put', 'qsize', 'empty', 'full']);

export class Contacts {
  /** By process and object: `seq` of the end of its last use, which may have told it more than there was at the call. */
  readonly #uses = new Map<number, Map<number, number>>();

  /** By process: what its parent's clock was when it ended. */
  readonly #exits = new Map<number, { parent: number; stamp: number }>();
  readonly #order: Clocks;

  constructor(order: Clocks) {
    this.#order = order;
  }

  exited(process: number, parent: number): void {
    this.#exits.set(process, { parent, stamp: this.#order.stamp(parent) });
  }

  ended({ process, object, type, op, endSeq }: Step): void {
    if (followed.has(type) || (queueTypes.includes(type) && !questions.has(op))) return;
    const known = this.#uses.get(process);
    if (known) known.set(object, endSeq);
    else this.#uses.set(process, new Map([[object, endSeq]]));
  }

  /** What `process` may know of what another one has done: that it has used something since, or has ended. */
  mayKnow(process: number, step: Step): boolean {
    // a parent can ask whether its child lives, and tell others
    const exit = this.#exits.get(step.process);
    return (exit !== undefined && this.#order.knows(process, exit.parent, exit.stamp)) || this.haveMet(process, step);
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
