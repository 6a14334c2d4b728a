// A value is read, changed and written back without its lock: what another process wrote in between is lost, or could have been.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { list, type Run } from '../run.ts';
import type { Step } from '../step.ts';

/** A read that a write of the same process followed, with nothing of its own on this object in between. */
interface Update {
  readonly read: Step;
  readonly write: Step;
  readonly locks: ReadonlySet<number>;
}

interface Shared {
  /** The last read of each process that it has not written back. */
  readonly reads: Map<number, { step: Step; locks: ReadonlySet<number> }>;
  readonly writes: Step[];
  /** By process: the last is enough to compare with. */
  readonly updates: Map<number, Update>;
  lost: { update: Update; over: Step } | null;
  possible: { earlier: Update; later: Update } | null;
}

export const lostUpdate: Analysis = {
  id: 'lost-update',
  title: 'A shared value that is read and written back without its lock',
  types: ['Value', 'SharedArray'],
  watch: (run) => new LostUpdate(run),
};

class LostUpdate implements Watcher {
  readonly #run: Run;
  readonly #shared = new Map<string, Shared>();

  constructor(run: Run) {
    this.#run = run;
  }

  ended(step: Step): void {
    if (step.outcome !== 'return') return;
    if (step.op === 'get') this.#sharedOf(step).reads.set(step.process, { step, locks: this.#locks(step) });
    else if (step.op === 'set') this.#written(step);
  }

  findings(): Finding[] {
    return [...this.#shared.values()].flatMap((shared) => {
      if (shared.lost) return [this.#tellLost(shared.lost.update, shared.lost.over)];
      return shared.possible ? [this.#tellPossible(shared.possible.earlier, shared.possible.later)] : [];
    });
  }

  #written(write: Step): void {
    const shared = this.#sharedOf(write);
    const read = shared.reads.get(write.process);
    shared.reads.delete(write.process);
    if (read) {
      const update = { read: read.step, write, locks: read.locks };
      this.#compare(shared, update);
      shared.updates.set(write.process, update);
    }
    shared.writes.push(write);
    if (shared.writes.length > 64) shared.writes.splice(0, 32);
  }

  #compare(shared: Shared, update: Update): void {
    const { read, write } = update;
    const over = shared.writes.find((one) => one.process !== read.process && one.seq > read.endSeq);
    if (over && !shared.lost) shared.lost = { update, over };
    if (shared.possible) return;
    for (const earlier of shared.updates.values()) {
      if (earlier.write.process === write.process) continue;
      if ([...earlier.locks].some((lock) => update.locks.has(lock))) continue;
      if (this.#run.order.knows(write.process, earlier.write.process, earlier.write.stamp)) continue;
      shared.possible = { earlier, later: update };
      return;
    }
  }

  #locks(step: Step): ReadonlySet<number> {
    return new Set(this.#run.holds.of(step.process).map(({ lock }) => lock));
  }

  /** An array is as many values as it has elements: the index is in the preview of neither call, so its sites tell them apart. */
  #sharedOf(step: Step): Shared {
    const key = String(step.object);
    const known = this.#shared.get(key);
    if (known) return known;
    const made: Shared = { reads: new Map(), writes: [], updates: new Map(), lost: null, possible: null };
    this.#shared.set(key, made);
    return made;
  }

  #tellLost({ read, write }: Update, over: Step): Finding {
    const run = this.#run;
    const name = run.what(write.object);
    const [who, other] = [run.who(write.process), run.who(over.process)];
    return {
      id: lostUpdate.id,
      severity: 'error',
      title: `${who} wrote ${name} from an old value: what ${other} had written is lost`,
      message: `${who} read ${name} at ${run.at(read.site)}; before it wrote at ${run.at(write.site)}, ${other} wrote ${run.preview(over)} at ${run.at(over.site)}. That is overwritten.`,
      cure: this.#cure(name),
      places: [
        run.place(write, `${who} writes what it made of the old value`),
        run.place(read, `${who} reads the old value`),
        run.place(over, `${other} writes ${run.preview(over)}, which is lost`),
      ],
      cycle: [],
    };
  }

  #tellPossible(earlier: Update, later: Update): Finding {
    const run = this.#run;
    const name = run.what(later.write.object);
    const both = list([earlier, later].map(({ write }) => run.who(write.process)));
    return {
      id: lostUpdate.id,
      severity: 'warning',
      title: `${both} read ${name} and write it back without a lock: an update can be lost`,
      message: 'It went well in this run, because one had written before the other read. Nothing makes it so.',
      cure: this.#cure(name),
      places: [
        run.place(later.write, `${run.who(later.write.process)} writes what it made of the value`),
        run.place(later.read, `${run.who(later.read.process)} reads the value`),
        run.place(earlier.write, `${run.who(earlier.write.process)} does the same`),
      ],
      cycle: [],
    };
  }

  #cure(name: string): string {
    return `Change ${name} with update((n) => …), which holds its lock meanwhile, or read and write inside getLock().with(…).`;
  }
}
