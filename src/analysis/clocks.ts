// Happens-before: vector clocks, kept along the trace. After Lamport (1978) and Mattern (1989); that one number of the earlier
// event is enough to ask about it is from FastTrack (Flanagan and Freund, 2009).

import type { Trace } from '../trace/trace.ts';
import type { Step } from './step.ts';

/** By process number; what lies beyond its end is 0. */
type Clock = Uint32Array;

const locks: ReadonlySet<string> = new Set(['Lock', 'RLock']);
const semaphores: ReadonlySet<string> = new Set(['Semaphore', 'BoundedSemaphore']);
/** What is sent through these comes from its sender; a call to a manager passes through a process that has no part in it. */
const channels: ReadonlySet<string> = new Set(['Queue', 'JoinableQueue', 'SimpleQueue', 'Connection', 'Pool']);

const leastWidth = 8;
/** Clocks of messages that have been received, kept for others. */
const mostSpare = 64;

export interface ClockOptions {
  /**
   * Whether the order in which a lock was had counts as an order. It does for what was seen; it does not for what must be:
   * another run may give the lock to the other process first. Semaphores that begin with permits are like locks.
   */
  locks: boolean;
}

/** Whether what `process` did when its clock was `stamp` happened before a snapshot was taken. */
export function knew(snapshot: ArrayLike<number>, process: number, stamp: number): boolean {
  return (snapshot[process] ?? 0) >= stamp;
}

/** What every process knows of every other one at this point of the trace. */
export class Clocks {
  readonly #trace: Trace;
  readonly #options: ClockOptions;
  readonly #processes: Clock[] = [];
  /** What an object passes on to whoever it lets through: by its number. */
  readonly #objects = new Map<number, Clock>();
  readonly #messages = new Map<number, Clock>();
  readonly #wakes = new Map<number, Clock>();
  readonly #spare: Clock[] = [];
  /** Semaphores that began with permits. */
  readonly #free = new Set<number>();

  constructor(trace: Trace, options: ClockOptions) {
    this.#trace = trace;
    this.#options = options;
  }

  /** The process's own clock now: kept with an event, it is what {@link knows} asks for. */
  stamp(process: number): number {
    return this.#clock(process)[process] ?? 1;
  }

  /** Whether what `process` did when its clock was `stamp` happened before what `other` does now. */
  knows(other: number, process: number, stamp: number): boolean {
    return other === process || (this.#clock(other)[process] ?? 0) >= stamp;
  }

  /** What it knows now, to be asked later by `knew`. */
  snapshot(process: number): ArrayLike<number> {
    return this.#clock(process).slice();
  }

  created(object: number, type: string, size: number): void {
    if (semaphores.has(type) && size > 0) this.#free.add(object);
  }

  started(by: number, child: number): void {
    this.#release(by, this.#trace.processes[child]?.object ?? 0);
  }

  begun(process: number): void {
    this.#acquire(process, this.#objects.get(this.#trace.processes[process]?.object ?? 0));
  }

  exited(process: number): void {
    const object = this.#trace.processes[process]?.object ?? 0;
    this.#objects.set(object, this.#clock(process).slice());
  }

  called(step: Step): void {
    const { process, object, type, op, sends } = step;
    if (sends !== 0) {
      if (channels.has(type)) this.#messages.set(sends, this.#copy(process));
    } else if (this.#passesOn(object, type, op)) this.#release(process, object);
  }

  unblocked(step: Step, index: number): void {
    // room in a bounded queue: the one who made it went before
    if (step.by !== 0 && this.#trace.stringOf(step.reason) === 'full') {
      this.#wakes.set(step.operation, this.#copy(step.by));
    }
    this.#arrive(step, this.#trace.message.at(index));
  }

  ended(step: Step): void {
    const wake = this.#wakes.get(step.operation);
    if (wake) {
      this.#wakes.delete(step.operation);
      this.#acquire(step.process, wake);
    }
    if (step.outcome !== 'return') return;
    // let through earlier, it knows already
    if (step.unblockedT < 0 || step.receives === 0) this.#arrive(step, step.receives);
    const message = this.#messages.get(step.receives);
    if (!message) return;
    this.#messages.delete(step.receives);
    if (this.#spare.length < mostSpare) this.#spare.push(message);
  }

  #arrive({ process, object, type, op, code, outcome }: Step, received: number): void {
    if (received !== 0) this.#acquire(process, this.#messages.get(received));
    else if (this.#takesIn(object, type, op, outcome === 'return' ? code : 1)) {
      this.#acquire(process, this.#objects.get(object));
    }
  }

  /** An operation after which others may go on. */
  #passesOn(object: number, type: string, op: string): boolean {
    if (op === 'release') return this.#orders(object, type);
    switch (type) {
      case 'Event':
        return op === 'set';
      case 'Condition':
        return op === 'notify' || op === 'notifyAll';
      case 'Barrier':
        return op === 'wait';
      case 'JoinableQueue':
        return op === 'taskDone';
      default:
        return false;
    }
  }

  /** An operation that goes on because of what others did. */
  #takesIn(object: number, type: string, op: string, code: number): boolean {
    if (op === 'acquire') return this.#orders(object, type);
    switch (type) {
      case 'Event':
        return (op === 'wait' || op === 'isSet') && code === 1;
      case 'Condition':
      case 'Barrier':
        return op === 'wait';
      case 'Process':
        // told only where the answer is no
        return (op === 'join' && code === 1) || op === 'isAlive';
      case 'JoinableQueue':
        return op === 'join' && code === 1;
      default:
        return false;
    }
  }

  #orders(object: number, type: string): boolean {
    return this.#options.locks || !(locks.has(type) || this.#free.has(object));
  }

  #clock(process: number): Clock {
    const known = this.#processes[process];
    if (known) return known;
    // powers of two, so that clocks seldom have to grow
    const made = new Uint32Array(Math.max(leastWidth, 2 ** Math.ceil(Math.log2(process + 1))));
    made[process] = 1;
    this.#processes[process] = made;
    return made;
  }

  /** Its clock as it is now; what it does from now on is later. */
  #copy(process: number): Clock {
    const clock = this.#clock(process);
    const spare = this.#spare.pop();
    const copy = spare?.length === clock.length ? spare : new Uint32Array(clock.length);
    copy.set(clock);
    clock[process] = (clock[process] ?? 0) + 1;
    return copy;
  }

  #release(process: number, object: number): void {
    const known = this.#objects.get(object);
    const copy = this.#copy(process);
    this.#objects.set(object, known ? joined(known, copy) : copy);
  }

  #acquire(process: number, from: Clock | undefined): void {
    if (from) this.#processes[process] = joined(this.#clock(process), from);
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
