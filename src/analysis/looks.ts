// What each process has last done with shared objects besides waiting and locking. Processes share no variables: a predicate that
// somebody waits for is read by such operations, and changed by them, so that they tell what a wait is about.

import type { Step } from './step.ts';

/** More are not needed: a predicate is looked at right before the wait. */
const mostKept = 8;

const writes: ReadonlySet<string> = new Set(['put', 'send', 'set', 'setSlice', 'fill', 'taskDone', 'release', 'clear']);
const others: ReadonlySet<string> = new Set(['', 'Lock', 'RLock', 'Condition', 'Process', 'Pool', 'Barrier']);

export class Looks {
  readonly #reads: Step[][] = [];
  readonly #writes: Step[][] = [];
  /** Without a condition and an event nobody asks. */
  #isNeeded = false;

  created(type: string): void {
    this.#isNeeded ||= type === 'Condition' || type === 'Event';
  }

  called(step: Step): void {
    if (!this.#isNeeded || others.has(step.type)) return;
    const lists = writes.has(step.op) ? this.#writes : this.#reads;
    const list = lists[step.process];
    if (!list) lists[step.process] = [step];
    else if (list.push(step) > mostKept) list.shift();
  }

  /** What it has looked at since, the earliest first. */
  since(process: number, seq: number): Step[] {
    return this.#reads[process]?.filter((step) => step.seq > seq) ?? [];
  }

  /** What it has changed since. */
  changed(process: number, seq: number): Step[] {
    return this.#writes[process]?.filter((step) => step.seq > seq) ?? [];
  }
}
