// What the kernel has said of a run, as far as it still holds. It was true at its moment: a part that is stuck may grow to the whole
// run, of which the last word is enough; and something from outside may have woken a process of which it was said that this could be.

import { kindNumber } from './event.ts';
import { byGravity, type Finding, type Place, tellsOfStuck } from './finding.ts';
import type { Trace } from './trace.ts';

interface Word {
  readonly finding: Finding;
  /** Of the event that says it. */
  readonly row: number;
  /** Those that were said to be stuck, until one of them has ended or gone on. */
  stuck: ReadonlySet<number>;
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
      this.#hear(this.#read(trace.stringOf(trace.text.at(row))), row);
      return true;
    }
    if (this.#open.length === 0) return false;
    const process = trace.process.at(row);
    if (kind === kindNumber.exit) this.#settle(process);
    return progress.has(kind) && this.#refute(process);
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

  #hear(finding: Finding, row: number): void {
    const stuck = tellsOfStuck(finding) ? new Set(finding.places.map(({ process }) => process)) : nobody;
    const word = { finding, row, stuck, isRefuted: false };
    this.#words.push(word);
    if (stuck.size > 0) this.#open.push(word);
  }

  /** Who was stuck and is ended lets others go on: that is no refutation. */
  #settle(process: number): void {
    this.#open = this.#open.filter(({ stuck }) => !stuck.has(process));
  }

  #refute(process: number): boolean {
    const refuted = this.#open.filter(({ stuck }) => stuck.has(process));
    for (const word of refuted) word.isRefuted = true;
    this.#open = this.#open.filter(({ isRefuted }) => !isRefuted);
    return refuted.length > 0;
  }
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
