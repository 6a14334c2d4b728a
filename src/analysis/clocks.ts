// Happens-before: vector clocks, kept along the trace. After Lamport (1978) and Mattern (1989); that one number of the earlier
// event is enough to ask about it is from FastTrack (Flanagan and Freund, 2009). The number is the event's place in the trace.

import type { Trace } from '../trace/trace.ts';
import {
  asks,
  changesValue,
  isProxy,
  learns,
  leaves,
  leavesToAsk,
  locks,
  readsValue,
  type Side,
  semaphores,
  sides,
  takes,
  tellsOfEnd,
  triedInVain,
} from './passing.ts';
import type { PassingFacts } from './passing-facts.ts';
import type { Step } from './step.ts';

/** By process number: `seq` of its last event that is known; what lies beyond its end is 0. */
type Clock = Uint32Array;

/** What is sent through these comes from its sender; a call to a manager passes through a process that has no part in it. */
const channels: ReadonlySet<string> = new Set(['Queue', 'JoinableQueue', 'SimpleQueue', 'Connection', 'Pool']);

const leastWidth = 8;
/** Clocks of messages that have been received, kept for others. */
const mostSpare = 64;

export interface ClockOptions {
  /**
   * Whether every order that was seen counts: that of a lock, and what the answer of a question tells. Else only what must be:
   * another run may give the lock to the other process first. Semaphores that begin with permits are like locks.
   */
  isSeen: boolean;
  /** Whether who reads a shared value learns of those who have changed it. */
  values: boolean;
  /** Objects that pass on nothing: a value that is in question, and its lock. */
  without: readonly number[];
}

/** Whether what `process` did at `seq` happened before a snapshot was taken. */
export function knew(snapshot: ArrayLike<number>, process: number, seq: number): boolean {
  return (snapshot[process] ?? 0) >= seq;
}

/** What every process knows of every other one at this point of the trace. */
export class Clocks {
  readonly #trace: Trace;
  readonly #facts: PassingFacts;
  readonly #options: ClockOptions;
  readonly #processes: Clock[] = [];
  /** What an object passes on, by its number: what was done to it, and what was undone. */
  readonly #done = new Map<number, Clock>();
  readonly #undone = new Map<number, Clock>();
  readonly #messages = new Map<number, Clock>();
  readonly #wakes = new Map<number, Clock>();
  readonly #spare: Clock[] = [];
  /** By process: the barrier that it has come to without having to wait. What it does then is the barrier's action. */
  readonly #acting = new Map<number, number>();
  #now = 0;

  constructor(trace: Trace, facts: PassingFacts, options: ClockOptions) {
    this.#trace = trace;
    this.#facts = facts;
    this.#options = options;
  }

  /** Whether what `process` did at `seq` happened before what `other` does now. */
  knows(other: number, process: number, seq: number): boolean {
    return other === process || (this.#clock(other)[process] ?? 0) >= seq;
  }

  /** What it knows now, to be asked later by `knew`. */
  snapshot(process: number): ArrayLike<number> {
    const copy = this.#clock(process).slice();
    copy[process] = this.#now;
    return copy;
  }

  started(by: number, child: number, seq: number): void {
    this.#now = seq;
    this.#leave(by, this.#trace.processes[child]?.object ?? 0);
  }

  begun(process: number): void {
    this.#acquire(process, this.#done.get(this.#trace.processes[process]?.object ?? 0));
  }

  exited(process: number, seq: number): void {
    this.#now = seq;
    this.#done.set(this.#trace.processes[process]?.object ?? 0, this.#copy(process));
  }

  called({ process, object, type, op, sends, seq }: Step): void {
    this.#now = seq;
    // the last to come knows of all who have come
    if (this.#acting.size > 0) this.#acquire(process, this.#done.get(this.#acting.get(process) ?? 0));
    if (this.#isLeftOut(object)) return;
    const isSent = sends !== 0 && channels.has(type);
    if (isSent) {
      this.#messages.set(sends, this.#copy(process));
      if (type === 'Connection') this.#leave(process, this.#facts.otherEnd(object));
    } else if (op === 'release' ? this.#orders(object, type) : leaves(type, op)) {
      this.#leave(process, object);
      if (type === 'Barrier' && op === 'wait') this.#acting.set(process, object);
    }
    if (this.#options.values && changesValue(type, op)) this.#leave(process, object);
    if (!this.#options.isSeen) return;
    const side = leavesToAsk(type, op, sends);
    if (side !== sides.none) this.#leave(process, object, side);
  }

  blocked({ process, type }: Step): void {
    if (type === 'Barrier') this.#acting.delete(process);
  }

  unblocked(step: Step, index: number): void {
    this.#now = this.#trace.seq.at(index);
    // room in a bounded queue: the one who made it went before
    if (step.by !== 0 && this.#trace.stringOf(step.reason) === 'full') {
      this.#wakes.set(step.operation, this.#copy(step.by));
    }
    this.#arrive(step, this.#trace.message.at(index));
  }

  /** @param error the name of the error that it ended with, or '' */
  ended(step: Step, error: string): void {
    this.#now = step.endSeq;
    const wake = this.#wakes.get(step.operation);
    if (wake) {
      this.#wakes.delete(step.operation);
      this.#acquire(step.process, wake);
    }
    if (this.#acting.size > 0 && step.type === 'Barrier' && step.op === 'wait') this.#acting.delete(step.process);
    if (step.outcome !== 'return') {
      this.#failed(step, error);
      return;
    }
    // let through earlier, it knows already; but not what an answer tells
    if (step.unblockedT < 0 || step.receives === 0 || this.#options.isSeen) this.#arrive(step, step.receives);
    if (this.#options.isSeen && takes(step) && !this.#isLeftOut(step.object)) {
      this.#leave(step.process, step.object, sides.undone);
    }
    const message = this.#messages.get(step.receives);
    if (!message) return;
    this.#messages.delete(step.receives);
    if (this.#spare.length < mostSpare) this.#spare.push(message);
  }

  #arrive(step: Step, received: number): void {
    const { process, object, type, op, outcome } = step;
    const message = received === 0 ? undefined : this.#messages.get(received);
    if (message) this.#acquire(process, message);
    else if (this.#isLeftOut(object)) return;
    else if (op === 'acquire' ? this.#isLetBy(step) : learns(type, op, outcome === 'return' ? step.code : 1)) {
      this.#acquire(process, this.#done.get(object));
    } else if (type === 'Process' && op === 'wait') this.#hasWaited(step);
    else if (this.#options.values && readsValue(type, op)) this.#acquire(process, this.#done.get(object));
    else if (this.#options.isSeen && outcome === 'return') this.#learn(step, asks(step));
  }

  #failed(step: Step, error: string): void {
    const { process, object, type, outcome } = step;
    if (outcome === 'timeout') {
      if (this.#options.isSeen) this.#learn(step, triedInVain(step));
    } else if (outcome !== 'error') return;
    else if (type === 'Connection') {
      if (error !== 'EOFError' && error !== 'BrokenPipeError') return;
      for (const other of this.#facts.holdersOf(this.#facts.otherEnd(object), !this.#options.isSeen)) {
        if (other !== process) this.#acquire(process, this.#copy(other));
      }
    } else if (tellsOfEnd(error) || (this.#options.isSeen && isProxy(type))) this.#learn(step, sides.done);
  }

  /** It knows how those have ended that it waited for, and that messages lie there. */
  #hasWaited({ process, text }: Step): void {
    for (const object of this.#facts.waitedFor(this.#trace.stringOf(text))) {
      this.#acquire(process, this.#done.get(object));
    }
  }

  #learn({ process, object }: Step, side: Side): void {
    if (side === sides.none || this.#isLeftOut(object)) return;
    if (side !== sides.undone) this.#acquire(process, this.#done.get(object));
    if (side !== sides.done) this.#acquire(process, this.#undone.get(object));
  }

  #isLeftOut(object: number): boolean {
    return this.#options.without.length > 0 && this.#options.without.includes(object);
  }

  /** A permit that was left over tells nothing of those who released one. */
  #isLetBy({ object, type, unblockedT, size, outcome }: Step): boolean {
    if (!this.#orders(object, type)) return false;
    return outcome !== 'return' || unblockedT >= 0 || size <= 0 || this.#facts.permitsOf(object) <= 1;
  }

  #orders(object: number, type: string): boolean {
    if (this.#options.isSeen) return locks.has(type) || semaphores.has(type);
    return semaphores.has(type) && this.#facts.permitsOf(object) === 0;
  }

  #clock(process: number): Clock {
    const known = this.#processes[process];
    if (known) return known;
    // powers of two, so that clocks seldom have to grow
    const made = new Uint32Array(Math.max(leastWidth, 2 ** Math.ceil(Math.log2(process + 1))));
    this.#processes[process] = made;
    return made;
  }

  /** Its clock as it is now. */
  #copy(process: number): Clock {
    const clock = this.#clock(process);
    const spare = this.#spare.pop();
    const copy = spare?.length === clock.length ? spare : new Uint32Array(clock.length);
    copy.set(clock);
    copy[process] = this.#now;
    return copy;
  }

  #leave(process: number, object: number, side: Side = sides.done): void {
    const objects = side === sides.done ? this.#done : this.#undone;
    const known = objects.get(object);
    if (!known) {
      objects.set(object, this.#copy(process));
      return;
    }
    const both = joined(known, this.#clock(process));
    both[process] = this.#now;
    if (both !== known) objects.set(object, both);
  }

  #acquire(process: number, from: Clock | undefined): void {
    if (!from) return;
    const known = this.#clock(process);
    const both = joined(known, from);
    if (both !== known) this.#processes[process] = both;
  }
}

/** `into`, or a longer one in its place, with the later of both for each process. */
function joined(into: Clock, from: Clock): Clock {
  let result = into;
  if (from.length > into.length) {
    result = new Uint32Array(from.length);
    result.set(into);
  }
  for (let i = 0; i < from.length; i++) {
    const theirs = from[i] ?? 0;
    if (theirs > (result[i] ?? 0)) result[i] = theirs;
  }
  return result;
}
