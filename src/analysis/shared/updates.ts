// Reads and writes of shared values, and which write came of which read. An array is as many values as it has elements.

import { knew } from '../clocks.ts';
import type { Hold } from '../holds.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';

/** A read that a write of the same process followed, with nothing of its own on this value in between. */
export interface Update {
  readonly read: Step;
  readonly write: Step;
  /** What was read and what was written, as the trace shows it. */
  readonly from: string;
  readonly to: string;
  /** Locks that were held from the read to the write. */
  readonly locks: ReadonlySet<number>;
  /** What its process knew at the read, by whatever but this value; `null`: that is not known. */
  readonly known: ArrayLike<number> | null;
  /** The read was the last of several in a row at its line: a loop that waits for a change, and orders what comes after it. */
  readonly isPolled: boolean;
}

export interface Written {
  readonly value: SharedValue;
  readonly write: Step;
  /** `null`: it has not read the value before. */
  readonly update: Update | null;
}

interface Read {
  readonly step: Step;
  readonly saw: string;
  readonly holds: readonly Hold[];
  /** `null`: nobody had changed the value yet. */
  readonly known: ArrayLike<number> | null;
  readonly isPolled: boolean;
}

/** What was done after reads at one line. */
interface Line {
  readonly from: Set<string>;
  readonly to: Set<string>;
  /** What was read where no write followed. */
  readonly leftAt: Set<string>;
  /** Somebody has read several times in a row there: a loop that waits for its turn. */
  isPolled: boolean;
}

const noLocks: ReadonlySet<number> = new Set();
const nothing: ArrayLike<number> = [];

/** More different values than this say nothing more. */
const mostDifferent = 4;

export class SharedValue {
  readonly object: number;
  /** The last reads that have not been written back, by process. */
  readonly reads = new Map<number, Read>();
  readonly #lines = new Map<number, Line>();
  /** `undefined`: not known. */
  content: string | undefined;

  constructor(object: number, content: string | undefined) {
    this.object = object;
    this.content = content;
  }

  line(site: number): Line {
    const known = this.#lines.get(site);
    if (known) return known;
    const made: Line = { from: new Set(), to: new Set(), leftAt: new Set(), isPolled: false };
    this.#lines.set(site, made);
    return made;
  }

  /**
   * Reads at this line decide: of one value always the same write follows, of others none. Then it is no count that is changed,
   * but a state that is taken.
   */
  isDecision(site: number): boolean {
    const { from, to, leftAt } = this.line(site);
    if (from.size !== 1 || to.size !== 1 || leftAt.size === 0) return false;
    return [...from].every((value) => !leftAt.has(value));
  }
}

export class Updates {
  readonly #run: Run;
  /** By object and element. */
  readonly #values = new Map<number, SharedValue>();
  readonly #locks = new WeakMap<Step, ReadonlySet<number>>();
  #last = 0;
  #lastExited = 0;
  #written: Written | null = null;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Takes in an operation that is over, told by each of the analyses that share it. @returns what a write was */
  ended(step: Step): Written | null {
    if (step.operation === this.#last) return this.#written;
    this.#last = step.operation;
    this.#written = this.#take(step);
    return this.#written;
  }

  #take(step: Step): Written | null {
    if (step.outcome !== 'return') return null;
    if (step.op === 'fill' && step.type === 'Value') this.#of(step).content = this.#run.preview(step);
    if (step.op !== 'get' && step.op !== 'set') return null;
    const key = this.#keyOf(step);
    if (key < 0) return null;
    const value = this.#of(step, key);
    if (step.op === 'set') return this.#write(value, step);
    const before = value.reads.get(step.process);
    if (before) add(value.line(before.step.site).leftAt, before.saw);
    const isPolled = before !== undefined && before.step.site === step.site;
    if (isPolled) value.line(step.site).isPolled = true;
    const held = this.#run.holds.of(step.process);
    const holds = held.length === 0 ? held : held.slice();
    const known = this.#run.beside(step.object)?.snapshot(step.process) ?? null;
    value.reads.set(step.process, { step, saw: value.content ?? '', holds, known, isPolled });
    return null;
  }

  /** Locks that were held from the read that this write came of; none where it came of none. */
  locksOf(write: Step): ReadonlySet<number> {
    return this.#locks.get(write) ?? noLocks;
  }

  exited(process: number): void {
    if (process === this.#lastExited) return;
    this.#lastExited = process;
    for (const value of this.#values.values()) {
      const read = value.reads.get(process);
      value.reads.delete(process);
      if (read) add(value.line(read.step.site).leftAt, read.saw);
    }
  }

  #write(value: SharedValue, write: Step): Written {
    const { process } = write;
    const text = this.#run.preview(write);
    const to = write.type === 'Value' ? text : text.slice(text.indexOf(' = ') + 3);
    const read = value.reads.get(process);
    value.reads.delete(process);
    value.content = to;
    if (!read) return { value, write, update: null };
    const line = value.line(read.step.site);
    add(line.from, read.saw);
    add(line.to, to);
    const update = {
      read: read.step,
      write,
      from: read.saw,
      to,
      locks: this.#heldSince(read),
      known: this.#run.keepBeside(write.object) ? (read.known ?? nothing) : null,
      isPolled: read.isPolled,
    };
    if (update.locks.size > 0) this.#locks.set(write, update.locks);
    return { value, write, update };
  }

  #heldSince({ step, holds }: Read): ReadonlySet<number> {
    if (holds.length === 0) return noLocks;
    const still = this.#run.holds.of(step.process);
    return new Set(holds.filter((hold) => still.includes(hold)).map(({ lock }) => lock));
  }

  #of(step: Step, key = step.object * 2 ** 31): SharedValue {
    const known = this.#values.get(key);
    if (known) return known;
    const made = new SharedValue(step.object, step.type === 'Value' ? '0' : undefined);
    this.#values.set(key, made);
    return made;
  }

  /** -1 where the trace does not say which element it is. */
  #keyOf({ object, type, text }: Step): number {
    if (type === 'Value') return object * 2 ** 31;
    const element = Number.parseInt(this.#run.trace.stringOf(text).slice(1), 10);
    return element >= 0 ? object * 2 ** 31 + element : -1;
  }
}

/** Something other than luck makes that the later one read when the earlier one had written, or may do so. */
export function isOrdered(run: Run, { write: earlier }: Update, { write: later, known }: Update): boolean {
  if (run.order.knows(later.process, earlier.process, earlier.seq)) return true;
  return known === null || knew(known, earlier.process, earlier.seq);
}

/** `hits` in backticks, or `hits[3]` for an element. */
export function nameOf(run: Run, write: Step): string {
  if (write.type !== 'SharedArray') return run.what(write.object);
  return `${run.what(write.object).slice(0, -1)}${run.preview(write).split(' = ')[0]}\``;
}

const shared = new WeakMap<Run, Updates>();

/** One for all analyses of a run. */
export function updatesOf(run: Run): Updates {
  const known = shared.get(run);
  if (known) return known;
  const made = new Updates(run);
  shared.set(run, made);
  return made;
}

function add(values: Set<string>, value: string): void {
  if (values.size < mostDifferent) values.add(value);
}
