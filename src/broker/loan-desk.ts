// Lends a lock or a semaphore as a whole to a process that alone has been using it, so that its acquires and releases need no
// round trip. What the holder does by itself it records in shared memory first and reports by and by, and the kernel does the same.
// A call of anybody else ends the loan there, without the holder: one that computes and does not hold the lock keeps nobody waiting.

import type { Nanos } from '../base/units.ts';
import type { Exchange } from '../kernel/exchange.ts';
import type { KernelObject } from '../kernel/object-rule.ts';
import type { LoanRecord } from '../protocol/loan-slot.ts';
import type { Request } from '../protocol/request.ts';
import { Deferral } from './deferral.ts';

type Call = Request & { op: 'call' };

/** Where loans are recalled: memory that the holder looks into with every call. */
export interface LoanSlots {
  /** Tells holders where it is. */
  readonly file: string;
  /** An empty one. @returns `null`: no more can be had */
  open(): number | null;
  /** Whoever records anything from now on finds that the loan is over. @returns false where that cannot be said */
  recall(slot: number): boolean;
  /** The latest records, in no order: all of which no request has been written yet are among them. */
  records(slot: number): LoanRecord[];
  close(slot: number): void;
}

interface Loan {
  readonly number: number;
  readonly object: KernelObject;
  readonly slot: number;
  readonly holder: number;
  /** Calls of its holder that the kernel knows. */
  done: number;
  isRecalled: boolean;
  /** What the holder had recorded when it was recalled; the first ones may be known by now. */
  records: LoanRecord[] | null;
}

/** How far what a process says is known. */
interface Progress {
  /** Requests that have come. */
  received: number;
  /** Requests that need not come any more: they tell of records that were read. */
  ahead: number;
  /** Loans that are over as soon as all their records are known. */
  readonly ending: Set<Loan>;
  /** The last record of a loan was read, and its writer, not knowing that, will ask for the same. */
  owed: KernelObject | null;
}

interface Habit {
  process: number;
  /** Its calls since anybody else's. */
  calls: number;
  /** So many are wanted before it is lent (again). */
  patience: number;
}

/** What stands behind this desk. */
interface NextDesk {
  receive(process: number, request: Request, now: Nanos): void;
}

/** Acquires and releases of one process alone after which it is likely to go on so. */
const leastCalls = 6;
/** A loan that was recalled before it was worth it lets the next one wait longer, up to here. */
const mostPatience = 1024;
const worthCalls = 64;

export class LoanDesk {
  readonly #exchange: Exchange;
  readonly #next: NextDesk;
  readonly #slots: LoanSlots | null;
  readonly #later: (check: (now: Nanos) => void) => void;
  readonly #loans = new Map<KernelObject, Loan>();
  /** By their numbers: loans whose holder has not said that it knows of their end, so that their slots are in use. */
  readonly #unpaid = new Map<number, Loan>();
  readonly #progress = new Map<number, Progress>();
  readonly #habits = new WeakMap<KernelObject, Habit>();
  /** Other objects depend on their state: the kernel must always know it. */
  readonly #parts = new WeakSet<KernelObject>();
  /** Processes that cannot open the file of the slots. */
  readonly #unable = new Set<number>();
  readonly #touched = new Set<KernelObject>();
  readonly #deferred = new Deferral();
  #loanCount = 0;

  /**
   * @param slots `null`: nothing is ever lent, every acquire and release is a round trip
   * @param later calls back in a later turn of the event loop
   */
  constructor(
    exchange: Exchange,
    next: NextDesk,
    slots: LoanSlots | null,
    later: (check: (now: Nanos) => void) => void,
  ) {
    this.#exchange = exchange;
    this.#next = next;
    this.#slots = slots;
    this.#later = later;
  }

  receive(process: number, request: Request, now: Nanos): void {
    const progress = this.#progressOf(process);
    if (++progress.received > progress.ahead) this.#take(process, request, now);
    else if (request.op === 'repaid') {
      progress.owed = this.#unpaid.get(request.loan)?.object ?? null;
      this.#take(process, request, now);
    } else if (request.op !== 'got') throw new RangeError(`process ${process} recorded something else than it says`);
    for (const loan of progress.ending) this.#advance(loan, progress, now);
  }

  #take(process: number, request: Request, now: Nanos): void {
    // the end of a loan is what it waits for
    if (request.op !== 'repaid' && this.#deferred.keeps(process, request)) return;
    switch (request.op) {
      case 'call': {
        const object = this.#exchange.objectOf(process, request);
        if (object?.state.terms && !this.#mayPass(process, object, request)) return;
        this.#next.receive(process, request, now);
        break;
      }
      case 'got': {
        const object = this.#exchange.objectOf(process, request);
        if (object?.state.terms) this.#reported(process, object, request, now);
        else this.#next.receive(process, request, now);
        break;
      }
      case 'repaid':
        this.#repaid(process, request, now);
        break;
      case 'create':
        for (const part of request.parts ?? []) this.#becomesPart(process, part);
        this.#next.receive(process, request, now);
        break;
      default:
        this.#next.receive(process, request, now);
    }
  }

  /** Lends what may be lent by now: after every request that has come in. */
  lend(): void {
    for (const object of this.#touched) this.#lend(object);
    this.#touched.clear();
  }

  /** A process is about to end: what it had done and not said is known first. */
  processEnds(process: number, now: Nanos): void {
    const progress = this.#progressOf(process);
    for (const loan of this.#loans.values()) {
      if (loan.holder !== process) continue;
      loan.records ??= this.#recordsOf(loan);
      progress.ending.add(loan);
      this.#advance(loan, progress, now);
    }
  }

  processEnded(process: number, now: Nanos): void {
    for (const request of this.#deferred.forget(process)) this.#exchange.discard(request);
    this.#progress.delete(process);
    this.#unable.delete(process);
    for (const loan of this.#unpaid.values()) {
      if (loan.holder !== process) continue;
      this.#close(loan);
      this.#end(loan, now);
    }
  }

  #progressOf(process: number): Progress {
    const known = this.#progress.get(process);
    if (known) return known;
    const progress = { received: 0, ahead: 0, ending: new Set<Loan>(), owed: null };
    this.#progress.set(process, progress);
    return progress;
  }

  /** @returns false when the call is answered, or has to wait until a loan has ended. */
  #mayPass(process: number, object: KernelObject, request: Call): boolean {
    this.#used(process, object);
    const progress = this.#progressOf(process);
    if (progress.owed === object) {
      progress.owed = null;
      this.#exchange.ports.get(process)?.send({ op: 'done', call: request.call, code: 0, payload: null, handles: [] });
      return false;
    }
    const loan = this.#loans.get(object);
    // its holder had sent this before it knew of the loan, and gives that back
    if (!loan || loan.holder === process) return true;
    this.#recall(loan);
    this.#deferred.defer(process, object, request);
    return false;
  }

  #used(process: number, object: KernelObject): void {
    if (this.#slots === null) return;
    const habit = this.#habits.get(object) ?? { process, calls: 0, patience: leastCalls };
    this.#habits.set(object, habit);
    habit.calls = habit.process === process ? habit.calls + 1 : 1;
    habit.process = process;
    this.#touched.add(object);
  }

  #lend(object: KernelObject): void {
    const habit = this.#habits.get(object);
    if (!habit || habit.calls < habit.patience || this.#loans.has(object) || this.#parts.has(object)) return;
    const port = this.#exchange.ports.get(habit.process);
    const terms = object.state.terms?.();
    if (!port || !terms || this.#unable.has(habit.process)) return;
    const slot = this.#slots?.open() ?? null;
    if (this.#slots === null || slot === null) return;
    const loan: Loan = {
      number: ++this.#loanCount,
      object,
      slot,
      holder: habit.process,
      done: 0,
      isRecalled: false,
      records: null,
    };
    this.#loans.set(object, loan);
    this.#unpaid.set(loan.number, loan);
    const { file } = this.#slots;
    port.send({ op: 'loan', object: port.numberOf(object), loan: loan.number, slot, file, ...terms });
  }

  /** The holder has done this by itself: the kernel does the same. What it does is never behind a call that has to wait. */
  #reported(process: number, object: KernelObject, request: Request & { op: 'got' }, now: Nanos): void {
    const loan = this.#loans.get(object);
    if (loan?.holder !== process)
      throw new RangeError(`process ${process} answers a call by a loan that it does not have`);
    this.#exchange.receive(process, request, now);
    this.#exchange.drain(now);
    loan.done++;
  }

  #becomesPart(process: number, number: number): void {
    const part = this.#exchange.ports.get(process)?.objectOf(number);
    if (!part) return;
    this.#parts.add(part);
    const loan = this.#loans.get(part);
    // until it has ended its holder alone can have the lock, and what that does is known before what it asks
    if (loan) this.#recall(loan);
  }

  /**
   * What the holder has recorded is read a turn later: all that it recorded without having seen that the loan is over can be
   * read by then, on every kind of processor.
   */
  #recall(loan: Loan): void {
    if (loan.isRecalled || !this.#slots) return;
    const { object, slot, holder, number } = loan;
    loan.isRecalled = true;
    const isSaid = this.#slots.recall(slot);
    const port = this.#exchange.ports.get(holder);
    port?.send({ op: 'recall', object: port.numberOf(object), loan: number });
    this.#later((now) => {
      if (!isSaid || this.#loans.get(object) !== loan) return;
      loan.records = this.#recordsOf(loan);
      const progress = this.#progressOf(holder);
      progress.ending.add(loan);
      this.#advance(loan, progress, now);
    });
  }

  #recordsOf({ slot }: Loan): LoanRecord[] {
    return (this.#slots?.records(slot) ?? []).sort((one, other) => one.position - other.position);
  }

  /** Does what its records tell as far as nothing comes before it. Where all is done the kernel knows the whole truth. */
  #advance(loan: Loan, progress: Progress, now: Nanos): void {
    for (const record of loan.records ?? []) {
      const known = Math.max(progress.received, progress.ahead);
      if (record.position <= known) continue;
      if (record.position > known + 1) return;
      if (!this.#performs(loan, record, now)) break;
      progress.ahead = record.position;
    }
    this.#end(loan, now);
  }

  /** @returns false where that is not possible: its request, when it comes, ends its process */
  #performs(loan: Loan, { method, call, site, time }: LoanRecord, now: Nanos): boolean {
    const { holder, object } = loan;
    const port = this.#exchange.ports.get(holder);
    if (!port) return false;
    try {
      const number = port.numberOf(object);
      this.#exchange.receive(holder, { op: 'got', object: number, method, call, site, time, taken: time }, now);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
    this.#exchange.drain(now);
    loan.done++;
    return true;
  }

  #repaid(process: number, request: Request & { op: 'repaid' }, now: Nanos): void {
    const loan = this.#unpaid.get(request.loan);
    const object = this.#exchange.objectOf(process, request);
    if (!object || loan?.holder !== process)
      throw new RangeError(`process ${process} repays a loan that it does not have`);
    if (request.failed) this.#unable.add(process);
    this.#close(loan);
    this.#end(loan, now);
  }

  #close(loan: Loan): void {
    this.#unpaid.delete(loan.number);
    this.#slots?.close(loan.slot);
  }

  /** Whoever had to wait for that goes on. */
  #end(loan: Loan, now: Nanos): void {
    const { object, holder, done } = loan;
    this.#progress.get(holder)?.ending.delete(loan);
    if (this.#loans.get(object) !== loan) return;
    this.#loans.delete(object);
    const habit = this.#habits.get(object);
    if (habit) {
      habit.calls = 0;
      habit.patience = done >= worthCalls ? leastCalls : Math.min(2 * habit.patience, mostPatience);
    }
    for (const [process, request] of this.#deferred.release(object)) this.#take(process, request, now);
  }
}
