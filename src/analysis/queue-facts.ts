// What every process has done with every queue at this point of the trace, and which items lie there.

import { isPillWord } from './pill-words.ts';
import type { Step } from './step.ts';

/** What one process does with one queue. */
export interface Part {
  readonly process: number;
  puts: number;
  /** Items that it has taken. */
  gets: number;
  /** Items of a JoinableQueue that it has marked as done. */
  dones: number;
  /** As they were called; whether they are over is in the step. */
  lastPut: Step | null;
  /** The last put of something that does not look like a pill. */
  lastWork: Step | null;
  lastGet: Step | null;
  /** The last get that took something. */
  lastTake: Step | null;
  lastDone: Step | null;
  /** The last join of a JoinableQueue that came to its end. */
  lastJoin: Step | null;
  /** By site: how often it has got there. */
  readonly getSites: Map<number, number>;
}

/** An item that looks as if it told its getter to leave. Whether it does is seen by what the getter does then. */
export interface Pill {
  readonly put: Step;
  readonly word: string;
  /** The get that took it. */
  get: Step | null;
}

export interface QueueFacts {
  readonly object: number;
  readonly parts: Map<number, Part>;
  /** By message, the oldest first: the put of each item that lies there. */
  readonly lying: Map<number, Step>;
  readonly pills: Pill[];
  readonly pillOf: Map<number, Pill>;
  /** Its end was told by shutdown: what then lies there is nobody's mistake. */
  isShut: boolean;
}

export const queueTypes: readonly string[] = ['Queue', 'JoinableQueue', 'SimpleQueue'];
/** More than so many are work, whatever they look like. */
const mostPills = 4096;

export class Queues {
  /** Those whose tasks are marked as done. */
  readonly marked: QueueFacts[] = [];
  readonly #facts = new Map<number, QueueFacts>();
  /** To find out what text a step has. */
  readonly #textOf: (text: number) => string;

  constructor(textOf: (text: number) => string) {
    this.#textOf = textOf;
  }

  all(): Iterable<QueueFacts> {
    return this.#facts.values();
  }

  of(object: number): QueueFacts {
    const known = this.#facts.get(object);
    if (known) return known;
    const made = { object, parts: new Map(), lying: new Map(), pills: [], pillOf: new Map(), isShut: false };
    this.#facts.set(object, made);
    return made;
  }

  called(step: Step): void {
    const facts = this.of(step.object);
    const part = partOf(facts, step.process);
    if (step.op === 'put') {
      part.lastPut = step;
      const word = this.#textOf(step.text);
      if (isPillWord(word)) {
        const pill = { put: step, word, get: null };
        if (facts.pills.length < mostPills) facts.pills.push(pill);
        facts.pillOf.set(step.sends, pill);
      } else part.lastWork = step;
    } else if (step.op === 'get') {
      part.lastGet = step;
      part.getSites.set(step.site, (part.getSites.get(step.site) ?? 0) + 1);
    } else if (step.op === 'taskDone') {
      part.lastDone = step;
      if (!this.marked.includes(facts)) this.marked.push(facts);
    }
  }

  ended(step: Step): void {
    if (step.outcome !== 'return') return;
    const facts = this.of(step.object);
    const part = partOf(facts, step.process);
    if (step.op === 'put') {
      part.puts++;
      facts.lying.set(step.sends, step);
    } else if (step.op === 'get') {
      part.gets++;
      part.lastTake = step;
      facts.lying.delete(step.receives);
      const pill = facts.pillOf.get(step.receives);
      if (!pill) return;
      pill.get = step;
      facts.pillOf.delete(step.receives);
    } else if (step.op === 'taskDone') part.dones++;
    else if (step.op === 'join') part.lastJoin = step;
    else if (step.op === 'shutdown') facts.isShut = true;
  }
}

function partOf(facts: QueueFacts, process: number): Part {
  const known = facts.parts.get(process);
  if (known) return known;
  const none = { lastPut: null, lastWork: null, lastGet: null, lastTake: null, lastDone: null, lastJoin: null };
  const made: Part = { process, puts: 0, gets: 0, dones: 0, ...none, getSites: new Map() };
  facts.parts.set(process, made);
  return made;
}
