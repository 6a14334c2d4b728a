// Locks and semaphores that the broker has lent as a whole: their acquires and releases are answered here as long as they need
// not wait and could not be refused. Each is recorded in shared memory first, where the broker ends a loan without asking.

import type { LoanRecord } from '../protocol/loan-slot.ts';
import type { LoanTerms, LocalReply, Reply, Request } from '../protocol/request.ts';
import { AskedCalls } from './asked-calls.ts';
import { LentHold } from './lent-hold.ts';

type Call = Request & { op: 'call' };

/** The process's side of the slots. */
export interface LoanClaims {
  /**
   * Records what is about to be done.
   * @param count how many of this slot come before it
   * @returns false where the loan is over: it is to be asked for
   */
  claim(slot: number, count: number, record: LoanRecord): boolean;
}

export interface LoanEdge {
  /** Sends a request that must go out before the process can go on. */
  sendNow(request: Request): void;
  /** The next request's, counted from 1. */
  position(): number;
  /** @returns `null` where it cannot be opened */
  open(file: string): LoanClaims | null;
}

/** An acquire or release, as its request will tell of it. */
export type LoanCall = Omit<LoanRecord, 'position'> & { object: number };

interface Loan {
  readonly number: number;
  readonly slot: number;
  readonly hold: LentHold;
  claimed: number;
}

export class LoanStore {
  readonly #edge: LoanEdge;
  readonly #loans = new Map<number, Loan>();
  /** Calls that the broker may let wait, and with them everything that is sent after them. */
  readonly #asked = new AskedCalls();
  #claims: LoanClaims | null = null;

  constructor(edge: LoanEdge) {
    this.#edge = edge;
  }

  /** Does a call by itself, of which the next request must tell. @returns false: the broker must be asked */
  take({ object, method, call, site, time }: LoanCall): boolean {
    const loan = this.#loans.get(object);
    // what is behind a call that waits is not known before that goes on
    if (loan === undefined || this.#asked.isAny || !loan.hold.allows(method)) return false;
    const record = { position: this.#edge.position(), method, call, site, time };
    if (this.#claims?.claim(loan.slot, loan.claimed++, record) !== true) {
      this.#repay(object, loan);
      return false;
    }
    loan.hold.perform(method);
    return true;
  }

  has(object: number): boolean {
    return this.#loans.has(object);
  }

  /** A call is about to go out. */
  asked({ call, object, from, payload, oneWay }: Call): void {
    const loan = this.#loans.get(object);
    if (loan) this.#repay(object, loan);
    if (!oneWay && (from === 'kernel' || payload !== null)) this.#asked.add(call, object);
  }

  /** Takes what concerns loans out of the replies. @returns what is left for the runtime. */
  receive<R extends Reply | LocalReply>(reply: R): R | null {
    switch (reply.op) {
      case 'loan':
        this.#lent(reply);
        return null;
      case 'recall': {
        const loan = this.#loans.get(reply.object);
        if (loan?.number === reply.loan) this.#repay(reply.object, loan);
        return null;
      }
      case 'done':
      case 'timeout':
      case 'cancelled':
      case 'failed':
        this.#asked.answered(reply.call);
        return reply;
      default:
        return reply;
    }
  }

  #lent({
    object,
    loan: number,
    slot,
    file,
    ...terms
  }: { object: number; loan: number; slot: number; file: string } & LoanTerms): void {
    this.#claims ??= this.#edge.open(file);
    if (this.#claims === null) this.#edge.sendNow({ op: 'repaid', object, loan: number, failed: true });
    // asked before it was known: what the answer will be is not known here
    else if (this.#asked.isAsked(object)) this.#edge.sendNow({ op: 'repaid', object, loan: number });
    else this.#loans.set(object, { number, slot, hold: new LentHold(terms), claimed: 0 });
  }

  #repay(object: number, { number }: Loan): void {
    this.#loans.delete(object);
    this.#edge.sendNow({ op: 'repaid', object, loan: number });
  }
}
