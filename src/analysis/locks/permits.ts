// Who has which permits of which semaphores: what it acquired and has not released. Shared by the analyses of semaphores.

import type { Step } from '../step.ts';

/** More than so many acquires of one process are only counted. */
const mostKept = 16;

export interface Permits {
  readonly object: number;
  /** Permits that it began with. */
  readonly initial: number;
  /** After the last event. */
  left: number;
  /** Somebody released what it had not acquired: it tells others of something, and nobody owes it anything. */
  isSignal: boolean;
  /** Somebody has released one: they are meant to come back. */
  isReturned: boolean;
  /** By process: `seq` of the last acquire. */
  readonly lastOf: Map<number, number>;
  /** By process: the acquires that it has not released. */
  readonly held: Map<number, Step[]>;
}

export class PermitBook {
  readonly #of = new Map<number, Permits>();

  created(object: number, initial: number): void {
    const none = { left: initial, isSignal: initial <= 0, isReturned: false };
    this.#of.set(object, { object, initial, ...none, held: new Map(), lastOf: new Map() });
  }

  of(object: number): Permits | undefined {
    return this.#of.get(object);
  }

  all(): Iterable<Permits> {
    return this.#of.values();
  }

  ended(step: Step): void {
    const permits = this.#of.get(step.object);
    if (!permits || step.outcome !== 'return') return;
    if (step.size >= 0) permits.left = step.size;
    const held = permits.held.get(step.process) ?? [];
    if (step.op === 'acquire') {
      permits.lastOf.set(step.process, step.seq);
      if (held.length < mostKept) held.push(step);
      permits.held.set(step.process, held);
    } else if (step.op === 'release') {
      permits.isReturned = true;
      if (!held.pop()) permits.isSignal = true;
    }
  }
}
