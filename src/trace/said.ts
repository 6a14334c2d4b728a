// What the kernel has said of a run, as far as it still holds. It was true at its moment: a part that is stuck may grow to the whole
// run, of which the last word is enough; something from outside may have woken a process of which it was said that this could be;
// a lock that was left held may have been released by somebody else.

import { kindNumber } from './event.ts';
import { byGravity, type Finding, type Place, tellsOfStuck } from './finding.ts';
import type { Trace } from './trace.ts';

interface Word {
  readonly finding: Finding;
  /** Of the event that says it. */
  readonly row: number;
  /** Those that were said to be stuck, until one of them has ended or gone on. */
  stuck: ReadonlySet<number>;
  /** A lock that was said to stay locked, 0 for none. */
  readonly lock: number;
  isRefuted: boolean;
}

const nobody: ReadonlySet<number> = new Set();
/** What whoever is stuck never comes to. */
const progress: ReadonlySet<number> = new Set([
  kindNumber.unblock,
  kindNumber.return,
  kindNumber.timeout,
  kindNumber.cancel,
]);

/** Is told the events of a trace in their order. */
export class Said {
  readonly #read: (text: string) => Finding;
  readonly #words: Word[] = [];
  /** Those that what comes may refute. */
  #open: Word[] = [];

  /** @param read for a trace that nobody has checked */
  constructor(read: (text: string) => Finding = (text) => JSON.parse(text) as Finding) {
    this.#read = read;
  }

  /** @returns whether {@link standing} are other ones now */
  take(trace: Trace, row: number): boolean {
    const kind = trace.kind.at(row);
    if (kind === kindNumber.finding) {
      this.#hear(this.#read(trace.stringOf(trace.text.at(row))), row, trace);
      return true;
    }
    if (this.#open.length === 0) return false;
    if (kind === kindNumber.exit) this.#settle(trace.process.at(row));
    return this.#refute((word) => isRefutedBy(word, trace, row));
  }

  /** In the order in which they were said. */
  get standing(): { row: number; finding: Finding }[] {
    const words = this.#words.filter(({ isRefuted }) => !isRefuted);
    return words.filter(({ finding }, index) => {
      if (!tellsOfStuck(finding)) return true;
      const later = words.slice(index + 1).filter((word) => tellsOfStuck(word.finding));
      return !later.some((word) => covers(word.finding.places, finding.places));
    });
  }

  get findings(): Finding[] {
    return this.standing.map(({ finding }) => finding);
  }

  #hear(finding: Finding, row: number, trace: Trace): void {
    const stuck = tellsOfStuck(finding) ? new Set(finding.places.map(({ process }) => process)) : nobody;
    const lock = finding.id === 'left-held' ? objectAt(trace, finding.places[0]?.seq ?? 0) : 0;
    const word = { finding, row, stuck, lock, isRefuted: false };
    this.#words.push(word);
    if (stuck.size > 0 || lock !== 0) this.#open.push(word);
  }

  /** Who was stuck and is ended lets others go on: that is no refutation. */
  #settle(process: number): void {
    this.#open = this.#open.filter(({ stuck }) => !stuck.has(process));
  }

  #refute(isRefuted: (word: Word) => boolean): boolean {
    if (!this.#open.some(isRefuted)) return false;
    for (const word of this.#open) word.isRefuted = isRefuted(word);
    this.#open = this.#open.filter((word) => !word.isRefuted);
    return true;
  }
}

function isRefutedBy({ stuck, lock }: Word, trace: Trace, row: number): boolean {
  const kind = trace.kind.at(row);
  if (stuck.size > 0) return progress.has(kind) && stuck.has(trace.process.at(row));
  // somebody else has given it back
  return kind === kindNumber.return && trace.object.at(row) === lock && trace.stringOf(trace.op.at(row)) === 'release';
}

/** The object of an event, 0 where there is no such event. */
function objectAt(trace: Trace, seq: number): number {
  const row = trace.rowOfSeq(seq);
  return row >= 0 && trace.seq.at(row) === seq ? trace.object.at(row) : 0;
}

/** What the kernel has said of a whole trace, as far as it holds. */
export function saidIn(trace: Trace): Finding[] {
  const said = new Said();
  for (let row = 0; row < trace.length; row++) said.take(trace, row);
  return said.findings;
}

/** All that is told of a run: what the kernel has said and what was made of it, the gravest and the causes first. */
export function inOrderOfTelling(said: readonly Finding[], derived: readonly Finding[]): Finding[] {
  return [...said, ...derived].sort(byGravity);
}

function covers(places: readonly Place[], those: readonly Place[]): boolean {
  return those.every(({ process, site }) => places.some((one) => one.process === process && one.site === site));
}
