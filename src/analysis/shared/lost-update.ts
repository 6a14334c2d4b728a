// A value is read, changed and written back without its lock: what another process wrote in between is lost, or could have been.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { haveCommon } from '../holds.ts';
import { list, type Run, times } from '../run.ts';
import type { Step } from '../step.ts';
import { differentLocks } from './lock-words.ts';
import { isOrdered, nameOf, type SharedValue, type Update, type Updates, updatesOf } from './updates.ts';

interface Shared {
  readonly value: SharedValue;
  /** The last writes that came of a read. */
  readonly writes: Step[];
  /** By process: the last is enough to compare with. */
  readonly updates: Map<number, Update>;
  lost: { update: Update; over: Step } | null;
  happened: number;
  possible: { earlier: Update; later: Update } | null;
}

const mostWrites = 64;

export const lostUpdate: Analysis = {
  id: 'lost-update',
  title: 'A shared value that is read and written back without its lock',
  types: ['Value', 'SharedArray'],
  watch: (run) => new LostUpdate(run),
};

class LostUpdate implements Watcher {
  readonly #run: Run;
  readonly #updates: Updates;
  readonly #shared = new Map<SharedValue, Shared>();

  constructor(run: Run) {
    this.#run = run;
    this.#updates = updatesOf(run);
  }

  ended(step: Step): void {
    const written = this.#updates.ended(step);
    // who writes without having read makes nothing of an old value, and loses nothing by being overwritten
    if (!written?.update || written.update.isPolled) return;
    const shared = this.#sharedOf(written.value);
    this.#compare(shared, written.update);
    shared.updates.set(step.process, written.update);
    shared.writes.push(step);
    if (shared.writes.length > mostWrites) shared.writes.splice(0, mostWrites / 2);
  }

  exited(process: number): void {
    this.#updates.exited(process);
  }

  /** Of each object the gravest: the elements of an array have one cause. */
  findings(): Finding[] {
    const byObject = new Map<number, Shared>();
    for (const shared of this.#shared.values()) {
      const update = shared.lost?.update ?? shared.possible?.later;
      if (!update || shared.value.isDecision(update.read.site)) continue;
      // who waits for its turn in a loop is kept apart by the value itself
      if (!shared.lost && shared.value.line(update.read.site).isPolled) continue;
      const { object } = shared.value;
      const known = byObject.get(object);
      if (!known || (!known.lost && shared.lost)) byObject.set(object, shared);
    }
    return [...byObject.values()].flatMap((shared) => {
      if (shared.lost) return [this.#tellLost(shared.lost.update, shared.lost.over, shared.happened)];
      return shared.possible ? [this.#tellPossible(shared.possible.earlier, shared.possible.later)] : [];
    });
  }

  #compare(shared: Shared, update: Update): void {
    const { read, write } = update;
    const over = shared.writes.findLast((one) => one.process !== read.process);
    if (over && over.seq > read.endSeq) {
      shared.lost ??= { update, over };
      shared.happened++;
    }
    if (shared.possible) return;
    for (const earlier of shared.updates.values()) {
      if (earlier.write.process === write.process) continue;
      if (haveCommon(earlier.locks, update.locks)) continue;
      if (isOrdered(this.#run, earlier, update)) continue;
      shared.possible = { earlier, later: update };
      return;
    }
  }

  #sharedOf(value: SharedValue): Shared {
    const known = this.#shared.get(value);
    if (known) return known;
    const made: Shared = { value, writes: [], updates: new Map(), lost: null, happened: 0, possible: null };
    this.#shared.set(value, made);
    return made;
  }

  #tellLost({ read, write }: Update, over: Step, happened: number): Finding {
    const run = this.#run;
    const name = nameOf(run, write);
    const [who, other, content] = [run.who(write.process), run.who(over.process), contentOf(run.preview(over))];
    return {
      id: lostUpdate.id,
      severity: 'error',
      title: `${who} wrote ${name} from an old value: what ${other} had written is lost`,
      message: `${who} read ${name} at ${run.at(read.site)}; before it wrote at ${run.at(write.site)}, ${other} wrote ${content} at ${run.at(over.site)}. That is overwritten.${times(happened)}${this.#differentLocks(write, over)}`,
      cure: this.#cure(write),
      places: [
        run.place(write, `${who} writes what it made of the old value`),
        run.place(read, `${who} reads the old value`),
        run.place(over, `${other} writes ${content}, which is lost`),
      ],
      cycle: [],
    };
  }

  #tellPossible(earlier: Update, later: Update): Finding {
    const run = this.#run;
    const name = nameOf(run, later.write);
    const different = this.#differentLocks(earlier.write, later.write);
    const both = list([earlier, later].map(({ write }) => run.who(write.process)));
    return {
      id: lostUpdate.id,
      severity: 'warning',
      title: `${both} read ${name} and write it back without ${different === '' ? 'a lock' : 'a common lock'}: an update can be lost`,
      message: `It went well in this run, because one had written before the other read. Nothing makes it so.${different}`,
      cure: this.#cure(later.write),
      places: [
        run.place(later.write, `${run.who(later.write.process)} writes what it made of the value`),
        run.place(later.read, `${run.who(later.read.process)} reads the value`),
        run.place(earlier.write, `${run.who(earlier.write.process)} does the same`),
      ],
      cycle: [],
    };
  }

  #differentLocks(one: Step, other: Step): string {
    const locksOf = (write: Step) => ({ process: write.process, locks: this.#updates.locksOf(write) });
    return differentLocks(this.#run, locksOf(one), locksOf(other));
  }

  #cure({ object, type }: Step): string {
    const name = this.#run.what(object);
    if (type === 'SharedArray') return `Read and write the element of ${name} inside getLock().with(…).`;
    return `Change ${name} with update((n) => …), which holds its lock meanwhile, or read and write inside getLock().with(…).`;
  }
}

function contentOf(preview: string): string {
  return preview.split(' = ').at(-1) ?? preview;
}
