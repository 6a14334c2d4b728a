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
  /** The read was the first: so many writes came too late for it. */
  readonly missed: number;
  /** The reader had neither slept nor heard anything of its child: it does not look how far that has come. */
  readonly isBlind: boolean;
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
  /** By process: `seq` of its last sleep. */
  readonly #lastSleeps = new Map<number, number>();
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
    if (step.op === 'sleep') {
      this.#slept.add(step.process);
      this.#lastSleeps.set(step.process, step.seq);
    } else this.#slept.delete(step.process);
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
    const early = [...this.#early.values()].filter((one) => {
      const isSure = this.#counts.areOnce(one.read, one.write) || this.#isTooSoon(one);
      return isSure && this.#children.get(one.write.process)?.isJoined === false;
    });
    const byPlace = new Map(early.map((one) => [`${one.read.site} ${one.read.object}`, one]));
    return [...[...byPlace.values()].map((one) => this.#tellEarly(one)), ...this.#piles()];
  }

  /** Written again and again, and read once, for good: who only shows how things are has more than one look, or another reader. */
  #isTooSoon({ read, write, missed, isBlind }: Early): boolean {
    if (missed === 0 || !isBlind || this.#run.trace.processes[write.process]?.daemon) return false;
    return this.#counts.isOnlyLook(read, write);
  }

  #read(read: Step): void {
    const { process, object } = read;
    const hasSlept = this.#slept.delete(process);
    const isLocked = this.#run.holds.has(process, this.#run.lockOf(object));
    this.#counts.looked(read, isLocked);
    // under its lock it changes what is there, whoever was first
    if (this.#unclear.has(process) || isLocked) return;
    this.#counts.read(read);
    this.#lastReads.set(`${object} ${process}`, read);
    for (const write of this.#writesOf(object).values()) {
      const key = `${object} ${process} ${write.process}`;
      this.#early.delete(key);
      if (hasSlept || !this.#isChild(write.process, process) || !isSameItem(this.#run, read, write)) continue;
      const isOwn = (this.#writesOf(object).get(process)?.endSeq ?? 0) > write.endSeq;
      if (isOwn || this.#run.order.knows(process, write.process, write.seq)) continue;
      this.#early.set(key, { read, write, missed: 0, isBlind: false });
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
    const key = `${object} ${read.process} ${process}`;
    const known = this.#early.get(key);
    const missed = known?.read === read ? known.missed : 0;
    // who has heard of its child once knows that there is more to come; later it no longer matters for this read
    const isBlind = missed > 0 ? known?.isBlind === true : this.#isBlind(child, read);
    this.#early.set(key, { read, write, missed: missed + 1, isBlind });
  }

  #isBlind({ process, seq }: Child, read: Step): boolean {
    const slept = this.#lastSleeps.get(read.process) ?? 0;
    return (slept < seq || slept > read.seq) && !this.#run.order.knows(read.process, process, 1);
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

  #tellEarly({ read, write, missed }: Early): Finding {
    const run = this.#run;
    const [who, other, name] = [run.who(read.process), run.who(write.process), run.what(read.object)];
    const child = this.#children.get(write.process);
    const start = { process: read.process, site: child?.site ?? 0, seq: child?.seq ?? 0 };
    const [began, at] = [`${who} started ${other} at ${run.at(start.site)} and read ${name}`, run.at(write.site)];
    const isOften = missed > 0 && this.#counts.writes(write) > 1;
    const title = isOften ? 'was done with it' : 'had written it';
    const afterwards = isOften
      ? `${other} wrote it ${missed === 1 ? 'once more' : `${missed} times`} afterwards, at last at ${at}: what came of it was never read.`
      : `${other} wrote it only afterwards, at ${at}: that was never read.`;
    return {
      id: neverJoined.id,
      severity: 'warning',
      title:
        missed > 0
          ? `${who} read ${name} before ${other} ${title}, and never joined ${other}`
          : `${who} reads ${name} and never joins ${other}, which writes it`,
      message:
        missed > 0
          ? `${began} at ${run.at(read.site)}. ${afterwards}`
          : `${began} at ${run.at(read.site)}. It went well in this run, for ${other} had written it at ${at}. Nothing makes it so.`,
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
