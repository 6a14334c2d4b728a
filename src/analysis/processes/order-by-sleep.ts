// A value is read after a sleep, in which another process wrote it: nothing but the length of the sleep puts one before the other.

import { toMillis } from '../../base/units.ts';
import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { type Run, times } from '../run.ts';
import type { Step } from '../step.ts';
import { Counts, hasWaited, isRead, isSameItem, isWrite, sharedTypes } from './reads.ts';

interface Slept {
  readonly sleep: Step;
  readonly read: Step;
  readonly write: Step;
}

/** A shorter one is a pause between two questions. */
const leastMs = 100;
const types = new Set(sharedTypes);
/** Of these a loop may wait that sleeps before it asks, and the first answer ends it. */
const flags: ReadonlySet<string> = new Set(['0', '1', 'true', 'false']);

export const orderBySleep: Analysis = {
  id: 'order-by-sleep',
  title: 'An order that only a sleep makes',
  watch: (run) => new OrderBySleep(run),
};

class OrderBySleep implements Watcher {
  readonly #run: Run;
  /** By process: the sleep that it has just come from. */
  readonly #slept = new Map<number, Step>();
  /** By object and process: its last write. */
  readonly #writes = new Map<number, Map<number, Step>>();
  readonly #counts = new Counts();
  /** By object and place of the read, of each process its last. */
  readonly #found = new Map<string, Map<number, Slept>>();
  /** Processes that wait for several things at once: the trace does not say which of them came. */
  readonly #unclear = new Set<number>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    const sleep = this.#slept.size > 0 ? this.#slept.get(step.process) : undefined;
    if (sleep) this.#slept.delete(step.process);
    if (!types.has(step.type) || !isRead(step)) return;
    this.#counts.read(step);
    if (sleep) this.#compare(sleep, step);
  }

  ended(step: Step): void {
    if (step.type === 'Process') {
      if (step.op === 'wait') this.#unclear.add(step.process);
      else if (step.op === 'sleep' && toMillis(step.endT - step.t) >= leastMs) this.#slept.set(step.process, step);
    } else if (types.has(step.type) && step.outcome === 'return' && isWrite(step)) {
      this.#writesOf(step.object).set(step.process, step);
      this.#counts.written(step);
      this.#wroteBack(step);
    }
  }

  findings(): Finding[] {
    // it may be asked again, or written again
    if (!this.#run.isOver) return [];
    return [...this.#found.values()].flatMap((ofPlace) => {
      const sure = [...ofPlace.values()].filter(
        ({ read, write }) => this.#counts.areOnce(read, write) && !hasWaited(this.#run, read),
      );
      const [first] = sure;
      return first ? [this.#tell(first, sure.length)] : [];
    });
  }

  #compare(sleep: Step, read: Step): void {
    // under its lock it changes what is there, whoever was first
    if (this.#unclear.has(read.process) || this.#run.holds.has(read.process, this.#run.lockOf(read.object))) return;
    for (const write of this.#writesOf(read.object).values()) {
      if (flags.has(this.#run.preview(write)) || this.#isStartedBy(read.process, write.process)) continue;
      if (write.process === read.process || write.seq < sleep.seq || !isSameItem(this.#run, read, write)) continue;
      if (this.#run.order.knows(read.process, write.process, write.seq)) continue;
      const key = `${read.object} ${read.site}`;
      const ofPlace = this.#found.get(key) ?? new Map<number, Slept>();
      this.#found.set(key, ofPlace.set(read.process, { sleep, read, write }));
      return;
    }
  }

  /** A parent tells its child to stop: the child looks now and then. */
  #isStartedBy(process: number, by: number): boolean {
    return this.#run.trace.processes[process]?.parent === by;
  }

  /** That a value is read and written back is told by another analysis. */
  #wroteBack(write: Step): void {
    for (const ofPlace of this.#found.values()) {
      const slept = ofPlace.get(write.process);
      if (slept?.read.object === write.object && isSameItem(this.#run, slept.read, write))
        ofPlace.delete(write.process);
    }
  }

  #writesOf(object: number): Map<number, Step> {
    const known = this.#writes.get(object);
    if (known) return known;
    const made = new Map<number, Step>();
    this.#writes.set(object, made);
    return made;
  }

  #tell({ sleep, read, write }: Slept, n: number): Finding {
    const run = this.#run;
    const [who, other, name] = [run.who(read.process), run.who(write.process), run.what(read.object)];
    return {
      id: orderBySleep.id,
      severity: 'warning',
      title: `${who} reads ${name} after a sleep, and only that puts it behind what ${other} writes`,
      message: `${other} wrote ${name} at ${run.at(write.site)} while ${who} slept at ${run.at(sleep.site)}. Nothing else makes ${who} wait for it: where ${other} takes longer, ${who} reads the old value.${times(n)}`,
      cure: `Wait for what has to be there instead of for a time: join() ${other}, or let it set() an Event or put() its result into a queue.`,
      places: [
        run.place(sleep, `${who} sleeps, and reads ${name} next`),
        run.place(read, `${who} reads ${name}`),
        run.place(write, `${other} writes ${name} meanwhile`),
      ],
      cycle: [],
    };
  }
}
