// Finds out whether anything but the broker's link keeps this process alive: the link lets go, and Node says `beforeExit`
// only when no timer, socket, file, thread-pool job, worker or child is left. (`process.getActiveResourcesInfo` misses several.)

import { url as inspectorUrl } from 'node:inspector';
import type { IdleAnswer } from '../protocol/request.ts';
import { UnrefedThings } from './unrefed.ts';

interface Edge {
  isBusy(): boolean;
  /** Whether the link keeps the process alive. */
  hold(isHeld: boolean): void;
  answer(how: IdleAnswer): void;
}

export class IdleWatch {
  readonly #edge: Edge;
  readonly #unrefed = new UnrefedThings();
  #isWeak: (() => boolean) | null = null;
  #hasActed = false;

  constructor(edge: Edge) {
    this.#edge = edge;
    const emit = process.emit;
    // `beforeExit` of a probe is ours alone: a user's listener would take it for the end of the process
    process.emit = ((event: string, ...rest: unknown[]) => {
      if (event === 'beforeExit' && this.#isWeak !== null) return this.#becomeIdle(this.#isWeak);
      return Reflect.apply(emit, process, [event, ...rest]) as boolean;
    }) as typeof process.emit;
  }

  probe(isWeak: () => boolean): void {
    this.#isWeak = isWeak;
    this.#edge.hold(false);
  }

  /** It has asked for something, or said something. */
  acted(): void {
    this.#hasActed = true;
  }

  /** Something came in: the process is as busy as it says. */
  interrupted(): void {
    this.#hasActed = true;
    if (this.#isWeak === null) return;
    this.#isWeak = null;
    this.#edge.hold(this.#edge.isBusy());
  }

  #becomeIdle(isWeak: () => boolean): boolean {
    this.#isWeak = null;
    this.#edge.hold(true);
    if (this.#hasActed) this.#unrefed.becomesIdle();
    this.#hasActed = false;
    const isAbortable = isWeak();
    const mayBeWoken = isAbortable || hasSignalListener() || this.#unrefed.any();
    const debugged = !mayBeWoken && inspectorUrl() !== undefined;
    this.#edge.answer({ weak: mayBeWoken || debugged, debugged, timed: isAbortable || this.#unrefed.willFire });
    return true;
  }
}

function hasSignalListener(): boolean {
  return process.eventNames().some((name) => typeof name === 'string' && /^SIG[A-Z]/.test(name));
}
