// Items that the broker has lent ahead: the link answers gets from them by itself, in order, until it is told to return the rest.
// What is answered here is reported at once, so that the kernel serves the same get with the same item and decides all the same.

import { Fifo } from '../base/fifo.ts';
import type { Nanos } from '../base/units.ts';
import { isShared, type LocalPayload, type Payload, type SharedBytes } from '../protocol/payload.ts';
import type { LocalReply, Reply, Request } from '../protocol/request.ts';
import { AskedCalls } from './asked-calls.ts';

type Call = Request & { op: 'call' };

/** A process that computed longer than this with its last item may do so with the next: somebody else shall have the rest. */
const slowNanos = 100_000;

/** What the store needs of its link. */
export interface LeaseEdge {
  send(request: Request): void;
  /** @returns `null` where it cannot be read. */
  read(payload: SharedBytes): LocalPayload | null;
  now(): Nanos;
  /** What the process has computed since it began; may cost a system call. */
  computed(): Nanos;
}

export class LeaseStore {
  readonly #edge: LeaseEdge;
  /** By object: what is left of its lease, the next one first. */
  readonly #items = new Map<number, Fifo<Payload>>();
  /** Objects whose lease was given back unasked: what is still on its way of it is void, until the broker has said `revoke`. */
  readonly #void = new Set<number>();
  readonly #asked = new AskedCalls();
  /** When the process was last given something. */
  #gaveAt: Nanos = 0;
  /** A moment since which it has got quickly, and what it had computed by then. */
  #quickSince: Nanos = 0;
  #computedBefore: Nanos = 0;
  /** The latest call, where it came soon after the process was last given something, and a lease may answer such calls. */
  #quickCall = 0;

  constructor(edge: LeaseEdge) {
    this.#edge = edge;
  }

  /** The next item for a get of `object` at `at`, which is got with that; `undefined`: the broker must be asked. */
  take(object: number, at: Nanos): LocalPayload | undefined {
    const items = this.#items.get(object);
    if (items === undefined || this.#isSlow(at) || this.#asked.isAsked(object)) return undefined;
    const item = items.shift();
    if (item === undefined) return undefined;
    if (isShared(item)) return this.#read(object, item);
    this.#gaveAt = at;
    return item;
  }

  /** The lease is given back, with this item still in it, where that cannot be read: the broker sends it in a frame. */
  #read(object: number, item: SharedBytes): LocalPayload | undefined {
    const read = this.#edge.read(item);
    this.#gaveAt = this.#edge.now();
    // reading it was no computing of the process's
    this.#startClocks(this.#gaveAt);
    if (read) return read;
    if (this.#giveBack(object)) this.#void.add(object);
    return undefined;
  }

  /** Sends a get that no lease has answered. */
  call(request: Call): void {
    const { object, call, from, time } = request;
    this.#quickCall = from === 'ask' && time - this.#gaveAt <= slowNanos ? call : 0;
    if ((from !== 'ask' || this.#isSlow(time)) && this.#giveBack(object)) this.#void.add(object);
    this.#asked.add(call, object);
    this.#edge.send(request);
  }

  /**
   * That the item of this call has been taken may be said along with the next call: whoever has gone on quickly will do so again.
   * A process that is killed before is as one that had been lent the item.
   */
  mayTellLater(call: number): boolean {
    return call === this.#quickCall;
  }

  /** Takes what concerns leases out of the replies. @returns what is left for the runtime. */
  receive<R extends Reply | LocalReply>(reply: R): R | null {
    switch (reply.op) {
      case 'lease': {
        if (this.#void.has(reply.object)) return null;
        const items = this.#items.get(reply.object) ?? new Fifo<Payload>();
        for (const item of reply.items) items.push(item);
        this.#gaveAt = this.#edge.now();
        this.#startClocks(this.#gaveAt);
        this.#items.set(reply.object, items);
        return null;
      }
      case 'revoke':
        if (!this.#void.delete(reply.object)) this.#giveBack(reply.object);
        return null;
      case 'done': {
        const object = this.#asked.answered(reply.call);
        // its request and the lease had crossed: the item is here a second time
        if (reply.leased && object !== undefined) this.#items.get(object)?.shift();
        this.#gaveAt = this.#edge.now();
        return reply;
      }
      case 'timeout':
      case 'cancelled':
      case 'failed':
        this.#asked.answered(reply.call);
        return reply;
      default:
        return reply;
    }
  }

  /**
   * Whether it has computed long since it was last given something. The time that has passed tells only that it may have:
   * with more busy processes than cores it may have had to wait for one.
   */
  #isSlow(at: Nanos): boolean {
    if (at - this.#gaveAt <= slowNanos) return false;
    const computed = this.#edge.computed() - this.#computedBefore;
    // before it was given something it cannot have computed longer than the time that passed
    if (computed - (this.#gaveAt - this.#quickSince) > slowNanos) return true;
    this.#startClocks(at);
    return false;
  }

  #startClocks(at: Nanos): void {
    this.#quickSince = at;
    this.#computedBefore = this.#edge.computed();
  }

  /** @returns false when there was no lease. */
  #giveBack(object: number): boolean {
    if (!this.#items.delete(object)) return false;
    this.#edge.send({ op: 'returned', object });
    return true;
  }
}
