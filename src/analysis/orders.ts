// The clocks of a run: what must be before what, and with shared values, what was before what. The latter cost as much again, each of
// them, and are kept only where there are shared values, from the first on.

import type { Trace } from '../trace/trace.ts';
import { Clocks } from './clocks.ts';
import { PassingFacts } from './passing-facts.ts';
import type { Step } from './step.ts';

/** Beside so many values every order that was seen is kept; of others nothing is known. */
const mostBeside = 8;

export class Orders {
  readonly must: Clocks;
  /** What must be, and what goes through shared values; `null` where there are none. */
  told: Clocks | null = null;
  readonly #trace: Trace;
  readonly #facts: PassingFacts;
  readonly #beside = new Map<number, Clocks>();
  readonly #all: Clocks[];

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#facts = new PassingFacts(trace);
    this.must = new Clocks(trace, this.#facts, { isSeen: false, values: false, without: [] });
    this.#all = [this.must];
  }

  /** From now on. @returns `null`: that would be too many */
  keepBeside(value: number, lock: number): Clocks | null {
    const known = this.#beside.get(value);
    if (known) return known;
    if (this.#beside.size >= mostBeside) return null;
    const made = new Clocks(this.#trace, this.#facts, { isSeen: true, values: true, without: [value, lock] });
    this.#beside.set(value, made);
    this.#all.push(made);
    return made;
  }

  beside(value: number): Clocks | undefined {
    return this.#beside.get(value);
  }

  created(object: number, type: string, size: number): void {
    this.#facts.created(object, type, size);
    if (this.told || (type !== 'Value' && type !== 'SharedArray')) return;
    this.told = new Clocks(this.#trace, this.#facts, { isSeen: false, values: true, without: [] });
    this.#all.push(this.told);
  }

  started(by: number, child: number, seq: number): void {
    for (const clocks of this.#all) clocks.started(by, child, seq);
  }

  begun(process: number): void {
    this.#facts.begun(process);
    for (const clocks of this.#all) clocks.begun(process);
  }

  exited(process: number, seq: number): void {
    this.#facts.exited(process);
    for (const clocks of this.#all) clocks.exited(process, seq);
  }

  called(step: Step): void {
    if (step.type === 'Connection') this.#facts.used(step.process, step.object);
    for (const clocks of this.#all) clocks.called(step);
  }

  blocked(step: Step): void {
    for (const clocks of this.#all) clocks.blocked(step);
  }

  unblocked(step: Step, index: number): void {
    for (const clocks of this.#all) clocks.unblocked(step, index);
  }

  ended(step: Step, index: number): void {
    const error = step.outcome === 'error' ? this.#trace.stringOf(this.#trace.text.at(index)) : '';
    for (const clocks of this.#all) clocks.ended(step, error);
  }
}
