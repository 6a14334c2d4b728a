// A process reads what its child writes and never waits for the child; or ended children pile up that nobody asks how they ended.

import { toMillis } from '../../base/units.ts';
import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { Counts, hasWaited, isRead, isSameItem, isWrite, sharedTypes } from './reads.ts';

interface Early {
  readonly read: Step;
  readonly write: Step;
  /** The read was the first: what was written came too late for it. */
  readonly isMissed: boolean;
}

interface Child {
  readonly process: number;
  readonly parent: number;
  readonly site: number;
  readonly seq: number;
  isJoined: boolean;
  endT: number;
}

const locks: ReadonlySet<string> = new Set(['Lock', 'RLock']);
const leastEnded = 10;
const leastMs = 1000;

export const neverJoined: Analysis = {
  id: 'never-joined',
  title: 'A child that is never joined where it matters',
  types: [...sharedTypes, ...locks, 'Process'],
  watch: (run) => new NeverJoined(run),
};

class NeverJoined implements Watcher {
  readonly #run: Run;
  readonly #children = new Map<number, Child>();
  readonly #counts = new Counts();
  /** By object and process. */
  readonly #lastReads = new Map<string, Step>();
  readonly #lastWrites = new Map<number, Map<number, Step>>();
  /** By object, reader and writer: judged anew by each read. */
  readonly #early = new Map<string, Early>();
  /** The last thing that they did was to sleep: another analysis tells of that. */
  readonly #slept = new Set<number>();
  /**
   * Processes that wait for several things at once: the trace does not say which of them came. And those that had to wait for
   * a lock: whoever held it may have taken it in time on purpose.
   */
  readonly #unclear = new Set<number>();
  readonly #endT = new Map<number, number>();

  constructor(run: Run) {
    this.#run = run;
  }

  started(process: number, by: number, index: number): void {
    const { site, seq } = this.#run.trace;
    const fields = { site: site.at(index), seq: seq.at(index), isJoined: false, endT: -1 };
    this.#children.set(process, { process, parent: by, ...fields });
  }

  exited(process: number, _code: number, index: number): void {
    const t = this.#run.trace.t.at(index);
    this.#endT.set(process, t);
    const child = this.#children.get(process);
    if (child) child.endT = t;
  }

  called(step: Step): void {
    if (step.type !== 'Process') return;
    if (step.op === 'sleep') this.#slept.add(step.process);
    else this.#slept.delete(step.process);
  }

  ended(step: Step): void {
    if (step.type !== 'Process') {
      if (hasWaited(this.#run, step)) this.#unclear.add(step.process);
      if (isWrite(step)) this.#written(step);
      else if (isRead(step) && !locks.has(step.type)) this.#read(step);
      return;
    }
    if (step.op === 'wait') this.#unclear.add(step.process);
    // who ends a child does not wait for what it does
    const isEnd = step.op !== 'sleep' && step.op !== 'wait' && step.outcome === 'return';
    const child = isEnd ? this.#children.get(this.#run.processOf(step.object)) : undefined;
    if (child) child.isJoined = true;
  }

  findings(): Finding[] {
    if (!this.#run.isOver) return [];
    const early = [...this.#early.values()].filter(({ read, write }) => {
      return this.#counts.areOnce(read, write) && this.#children.get(write.process)?.isJoined === false;
    });
    const byPlace = new Map(early.map((one) => [`${one.read.site} ${one.read.object}`, one]));
    return [...[...byPlace.values()].map((one) => this.#tellEarly(one)), ...this.#piles()];
  }

  #read(read: Step): void {
    const { process, object } = read;
    const hasSlept = this.#slept.delete(process);
    // under its lock it changes what is there, whoever was first
    if (this.#unclear.has(process) || this.#run.holds.has(process, this.#run.lockOf(object))) return;
    this.#counts.read(read);
    this.#lastReads.set(`${object} ${process}`, read);
    for (const write of this.#writesOf(object).values()) {
      const key = `${object} ${process} ${write.process}`;
      this.#early.delete(key);
      if (hasSlept || !this.#isChild(write.process, process) || !isSameItem(this.#run, read, write)) continue;
      const isOwn = (this.#writesOf(object).get(process)?.endSeq ?? 0) > write.endSeq;
      if (isOwn || this.#run.order.knows(process, write.process, write.seq)) continue;
      this.#early.set(key, { read, write, isMissed: false });
    }
  }

  #written(write: Step): void {
    const { process, object } = write;
    this.#writesOf(object).set(process, write);
    this.#counts.written(write);
    this.#wroteBack(write);
    const child = this.#children.get(process);
    const read = child && this.#lastReads.get(`${object} ${child.parent}`);
    if (!read || read.seq < child.seq || !this.#isChild(process, child.parent)) return;
    if (!isSameItem(this.#run, read, write) || this.#run.order.knows(process, read.process, read.seq)) return;
    this.#early.set(`${object} ${read.process} ${process}`, { read, write, isMissed: true });
  }

  /** That a value is read and written back is told by another analysis. */
  #wroteBack(write: Step): void {
    const { process, object } = write;
    const read = this.#lastReads.get(`${object} ${process}`);
    if (!read || !isSameItem(this.#run, read, write)) return;
    this.#lastReads.delete(`${object} ${process}`);
    for (const writer of this.#writesOf(object).keys()) this.#early.delete(`${object} ${process} ${writer}`);
  }

  #isChild(process: number, of: number): boolean {
    if (this.#unclear.has(of)) return false;
    const child = this.#children.get(process);
    return child?.parent === of && !child.isJoined && !this.#run.isServer(process);
  }

  #writesOf(object: number): Map<number, Step> {
    const known = this.#lastWrites.get(object);
    if (known) return known;
    const made = new Map<number, Step>();
    this.#lastWrites.set(object, made);
    return made;
  }

  #tellEarly({ read, write, isMissed }: Early): Finding {
    const run = this.#run;
    const [who, other, name] = [run.who(read.process), run.who(write.process), run.what(read.object)];
    const child = this.#children.get(write.process);
    const start = { process: read.process, site: child?.site ?? 0, seq: child?.seq ?? 0 };
    return {
      id: neverJoined.id,
      severity: 'warning',
      title: isMissed
        ? `${who} read ${name} before ${other} had written it, and never joined ${other}`
        : `${who} reads ${name} and never joins ${other}, which writes it`,
      message: isMissed
        ? `${who} started ${other} at ${run.at(start.site)} and read ${name} at ${run.at(read.site)}. ${other} wrote it only afterwards, at ${run.at(write.site)}: that was never read.`
        : `${who} started ${other} at ${run.at(start.site)} and read ${name} at ${run.at(read.site)}. It went well in this run, for ${other} had written it at ${run.at(write.site)}. Nothing makes it so.`,
      cure: `Await join() of ${other} before ${name} is read.`,
      places: [
        run.place(read, `${who} reads ${name} without having waited for ${other}`),
        run.place(start, `${who} starts ${other}`),
        run.place(write, `${other} writes ${name}`),
      ],
      cycle: [],
    };
  }

  /** Children that ended long before their parent, which asked none of them how. */
  #piles(): Finding[] {
    const byParent = new Map<number, Child[]>();
    for (const child of this.#children.values()) {
      const { parent, isJoined, endT, process } = child;
      if (isJoined || endT < 0 || this.#unclear.has(parent) || this.#run.isServer(process)) continue;
      const end = this.#endT.get(parent) ?? this.#run.now;
      if (toMillis(end - endT) < leastMs) continue;
      const known = byParent.get(parent);
      if (known) known.push(child);
      else byParent.set(parent, [child]);
    }
    const piles = [...byParent.values()].filter((pile) => pile.length >= leastEnded);
    return piles.map((pile) => this.#tellPile(pile));
  }

  #tellPile(pile: readonly Child[]): Finding {
    const run = this.#run;
    const [first] = pile;
    const parent = run.who(first?.parent ?? 0);
    const failed = pile.filter(({ process }) => (run.trace.processes[process]?.exitCode ?? 0) !== 0);
    const how = failed.length === 0 ? '' : ` ${list(failed.map(({ process }) => run.who(process)))} failed.`;
    return {
      id: neverJoined.id,
      severity: 'hint',
      title: `${count(pile.length, 'child', 'children')} of ${parent} ended and were never joined`,
      message: `${list(pile.map(({ process }) => run.who(process)))} ended while ${parent} went on for more than a second. It has joined none of them and asked none how it ended.${how}`,
      cure: 'Keep the processes in a list and await join() of each, or leave the work to a Pool.',
      places: pile.slice(0, 3).map(({ process, parent: by, site, seq }) => {
        return { process: by, site, seq, text: `${parent} starts ${run.who(process)}` };
      }),
      cycle: [],
    };
  }
}
