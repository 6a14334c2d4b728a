// Promises room in a bounded object to the one process that has ever put into it, so that its puts need not wait for an answer.
// What lies there, what is lent and what is promised never exceed the bound. The first put of a second process takes the promise
// back, and waits for that; from then on every put asks.

import type { Nanos } from '../base/units.ts';
import type { Exchange } from '../kernel/exchange.ts';
import type { Cell, KernelObject } from '../kernel/object-rule.ts';
import type { Request } from '../protocol/request.ts';
import { Deferral } from './deferral.ts';

type Call = Request & { op: 'call' };

interface Credit {
  readonly holder: number;
  /** Promised and not yet used. */
  left: number;
  isRevoked: boolean;
}

/** What stands behind this desk. */
export interface NextDesk {
  receive(process: number, request: Request, now: Nanos, object: KernelObject | undefined): void;
}

const several = 0;

export class CreditDesk {
  readonly #exchange: Exchange;
  readonly #next: NextDesk;
  readonly #isOn: boolean;
  readonly #credits = new Map<KernelObject, Credit>();
  /** The process that has put into an object, or `several`. */
  readonly #putters = new WeakMap<KernelObject, number>();
  readonly #touched = new Set<KernelObject>();
  /** Requests of processes whose next one must find its object without a promise. */
  readonly #deferred = new Deferral();

  /** @param isOn false: every put into a bounded object asks */
  constructor(exchange: Exchange, next: NextDesk, isOn = true) {
    this.#exchange = exchange;
    this.#next = next;
    this.#isOn = isOn;
  }

  receive(process: number, request: Request, now: Nanos): void {
    // the end of a promise is what it waits for
    if (request.op !== 'uncredited' && this.#deferred.keeps(process, request)) return;
    const object = this.#exchange.objectOf(process, request);
    if (!this.#isOn || object?.state.room === undefined) {
      this.#next.receive(process, request, now, object);
      return;
    }
    if (request.op === 'call' && !this.#mayPass(process, object, request)) return;
    this.#next.receive(process, request, now, object);
    if (request.op === 'uncredited') this.#end(object, now);
    this.#touched.add(object);
  }

  processEnded(process: number, now: Nanos): void {
    for (const request of this.#deferred.forget(process)) this.#exchange.discard(request);
    for (const [object, credit] of this.#credits) if (credit.holder === process) this.#end(object, now);
  }

  /** Promises what room there is by now: after every request that has come in, for it goes out as one frame. */
  grant(): void {
    for (const object of this.#touched) if (object.state.room) this.#grant(object, object.state.room);
    this.#touched.clear();
  }

  /** @returns false when the call has to wait until a promise has been taken back. */
  #mayPass(process: number, object: KernelObject, request: Call): boolean {
    const { method, from } = request;
    if (object.rule.operations[method]?.sends !== true) return true;
    const credit = this.#credits.get(object);
    if (from === 'credit') {
      if (credit?.holder !== process || credit.left === 0) {
        throw new RangeError(`process ${process} puts into room that it was not promised`);
      }
      credit.left--;
      return true;
    }
    const putter = this.#putters.get(object) ?? process;
    this.#putters.set(object, putter === process ? process : several);
    if (!credit) return true;
    if (credit.holder === process) {
      this.#crossed(process, object, credit);
      return true;
    }
    this.#revoke(object, credit);
    this.#deferred.defer(process, object, request);
    return false;
  }

  /** A put and the promise had crossed: it takes of the room that was promised. */
  #crossed(process: number, object: KernelObject, credit: Credit): void {
    if (credit.left === 0 || credit.isRevoked) return;
    credit.left--;
    this.#tell(process, object, -1);
  }

  #grant(object: KernelObject, room: Cell): void {
    const putter = this.#putters.get(object) ?? several;
    const credit = this.#credits.get(object) ?? { holder: putter, left: 0, isRevoked: false };
    if (putter === several || credit.isRevoked || object.state.isShut || room.length > 0) return;
    const more = room.permits - credit.left;
    // a little at a time would cost a frame each; without a bound nobody needs a promise
    if (more <= credit.left || !Number.isFinite(more)) return;
    if (!this.#exchange.ports.has(putter)) return;
    credit.left += more;
    this.#credits.set(object, credit);
    this.#tell(putter, object, more);
  }

  #revoke(object: KernelObject, credit: Credit): void {
    if (credit.isRevoked) return;
    credit.isRevoked = true;
    const port = this.#exchange.ports.get(credit.holder);
    port?.send({ op: 'uncredit', object: port.numberOf(object) });
  }

  #tell(process: number, object: KernelObject, count: number): void {
    const port = this.#exchange.ports.get(process);
    port?.send({ op: 'credit', object: port.numberOf(object), count });
  }

  /** The promise is over: whoever had to wait for that goes on. */
  #end(object: KernelObject, now: Nanos): void {
    this.#credits.delete(object);
    for (const [process, request] of this.#deferred.release(object)) this.receive(process, request, now);
  }
}
