// Who belongs to something over time, such as the holders of a lock: a list of processes after every change.

import type { Nanos } from '../../src/base/units.ts';
import { Floats, Words } from './numbers.ts';
import { countUpTo } from './search.ts';

export interface ProcessSet {
  /** In the order of their coming; not all of them where they are many. */
  processes: readonly number[];
  size: number;
}

/** More processes than this are not told one by one. */
const mostTold = 6;
/** More different sets than this are told by their size alone: a long trace of many processes stays small. */
const mostSets = 4096;
const nobody: ProcessSet = { processes: [], size: 0 };

export class ProcessSets {
  readonly times = new Floats();
  readonly #numbers = new Words();
  readonly #sets: ProcessSet[] = [nobody];
  readonly #known = new Map<string, number>([['', 0]]);
  /** How often each process is in it now. */
  readonly #counts = new Map<number, number>();

  has(process: number): boolean {
    return this.#counts.has(process);
  }

  /** The one that is in it longest; 0: nobody. */
  get first(): number {
    for (const process of this.#counts.keys()) return process;
    return 0;
  }

  add(process: number, t: Nanos): void {
    const count = this.#counts.get(process) ?? 0;
    this.#counts.set(process, count + 1);
    if (count === 0) this.#changed(t);
  }

  remove(process: number, t: Nanos): void {
    const count = this.#counts.get(process);
    if (count === undefined) return;
    if (count > 1) this.#counts.set(process, count - 1);
    else {
      this.#counts.delete(process);
      this.#changed(t);
    }
  }

  clear(t: Nanos): void {
    if (this.#counts.size === 0) return;
    this.#counts.clear();
    this.#changed(t);
  }

  indexAt(t: Nanos): number {
    return countUpTo(this.times.view(), this.times.length, t) - 1;
  }

  at(index: number): ProcessSet {
    return (index < 0 ? undefined : this.#sets[this.#numbers.at(index)]) ?? nobody;
  }

  #changed(t: Nanos): void {
    const processes: number[] = [];
    for (const process of this.#counts.keys()) if (processes.push(process) === mostTold) break;
    const { size } = this.#counts;
    const isNew = this.#sets.length >= mostSets && !this.#known.has(`${processes} ${size}`);
    const told = isNew ? [] : processes;
    const key = size === 0 ? '' : `${told} ${size}`;
    const number = this.#known.get(key) ?? this.#sets.push({ processes: told, size }) - 1;
    this.#known.set(key, number);
    this.times.push(t);
    this.#numbers.push(number);
  }
}
