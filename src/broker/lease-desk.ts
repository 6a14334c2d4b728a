// Lends items ahead to a process that alone has been getting from a queue, so that its gets need no round trip.
// Nobody can see it but in time: the kernel serves every get as before, in order, and while another process waits
// nothing is lent and what was lent is called back first. Only whom the desk lets wait, and for how long, is its own.

import { Fifo } from '../base/fifo.ts';
import type { Nanos } from '../base/units.ts';
import type { Exchange } from '../kernel/exchange.ts';
import type { KernelObject, Message, Stock } from '../kernel/object-rule.ts';
import { isShared } from '../protocol/payload.ts';
import type { Request } from '../protocol/request.ts';
import { Deferral } from './deferral.ts';
import { Habit } from './habit.ts';

type Call = Request & { op: 'call' };

interface Lease {
  readonly holder: number;
  /** Lent and not yet got, in order; they still lie in the object. */
  readonly outstanding: Fifo<Message>;
  isRevoked: boolean;
}

const mostBytes = 256 * 1024;

export class LeaseDesk {
  readonly #exchange: Exchange;
  readonly #isOn: boolean;
  readonly #leases = new Map<KernelObject, Lease>();
  readonly #habits = new WeakMap<KernelObject, Habit>();
  /** Objects of which something may be lent since the last time. */
  readonly #touched = new Set<KernelObject>();
  /** Requests of processes whose next one must find its object without a lease. */
  readonly #deferred = new Deferral();

  /** @param isOn false: nothing is ever lent, every get is a round trip */
  constructor(exchange: Exchange, isOn = true) {
    this.#exchange = exchange;
    this.#isOn = isOn;
  }

  /** Takes a request and serves what can be served. @param object what it is about */
  receive(process: number, request: Request, now: Nanos, object = this.#exchange.objectOf(process, request)): void {
    // the end of a lease is what it waits for
    if (request.op !== 'returned' && this.#deferred.keeps(process, request)) return;
    if (object && request.op === 'call' && !this.#mayPass(process, object, request)) return;
    if (object && request.op === 'got') this.#checkGot(process, object);
    this.#exchange.receive(process, request, now);
    if (object && request.op === 'take') this.#habitOf(process, object)?.took(request.time);
    if (object && request.op === 'got') this.#habitOf(process, object)?.answered(request.time, request.taken);
    if (object && request.op === 'returned') this.#end(object, now);
    this.#exchange.drain(now);
    if (!object) return;
    // what was granted is taken now; with the next get, which may have come along, something is granted again
    if (request.op === 'take') this.#lend(object);
    else this.#touched.add(object);
  }

  /** Lends what may be lent by now: after every request that has come in, not after each, for it goes out as one frame. */
  lend(): void {
    for (const object of this.#touched) this.#lend(object);
    this.#touched.clear();
  }

  processEnded(process: number, now: Nanos): void {
    for (const request of this.#deferred.forget(process)) this.#exchange.discard(request);
    for (const [object, lease] of this.#leases) if (lease.holder === process) this.#end(object, now);
  }

  /** Whether a get of `process` is given just what was lent to it: its request and the lease had crossed. */
  isLent(process: number, object: KernelObject, message: Message): boolean {
    const lease = this.#leases.get(object);
    if (lease?.holder !== process || lease.outstanding.first !== message) return false;
    lease.outstanding.shift();
    return true;
  }

  /** @returns false when the call has to wait until a lease has ended. */
  #mayPass(process: number, object: KernelObject, request: Call): boolean {
    const { from } = request;
    if (from === undefined || from === 'credit') return true;
    const lease = this.#leases.get(object);
    if (from !== 'kernel') this.#asked(process, object, request.time);
    if (!lease || (lease.holder === process && from !== 'kernel')) return true;
    // the holder itself had sent this before it knew of its lease
    this.#revoke(object, lease);
    if (from === 'ask') return true;
    this.#deferred.defer(process, object, request);
    return false;
  }

  #checkGot(process: number, object: KernelObject): void {
    const lease = this.#leases.get(object);
    if (lease?.holder === process && lease.outstanding.shift() !== undefined) return;
    throw new RangeError(`process ${process} answers a get from a lease that it does not have`);
  }

  #asked(process: number, object: KernelObject, at: Nanos): void {
    const habit = this.#habits.get(object) ?? new Habit(process);
    this.#habits.set(object, habit);
    if (habit.getter === process) habit.asked(at);
    else habit.startOver(process);
  }

  /** Only of the process that alone has been getting. */
  #habitOf(process: number, object: KernelObject): Habit | undefined {
    const habit = this.#habits.get(object);
    return habit?.getter === process ? habit : undefined;
  }

  #lend(object: KernelObject): void {
    const habit = this.#isOn ? this.#habits.get(object) : undefined;
    const { stock } = object.state;
    // what is granted and not taken may come back, before what would be lent now
    if (!habit || !stock || habit.isSlow || stock.items.length > 0 || stock.lent > 0) return;
    const port = this.#exchange.ports.get(habit.getter);
    const lease = this.#leases.get(object) ?? { holder: habit.getter, outstanding: new Fifo(), isRevoked: false };
    if (!port || lease.isRevoked || lease.holder !== habit.getter) return;
    // a little at a time would cost a frame each
    if (lease.outstanding.length * 2 > habit.tookLately) return;
    const items = lendable(lease, stock, habit.tookLately);
    if (items.length === 0) return;
    for (const item of items) lease.outstanding.push(item);
    this.#leases.set(object, lease);
    port.send({ op: 'lease', object: port.numberOf(object), items: items.map(({ payload }) => payload) });
  }

  #revoke(object: KernelObject, lease: Lease): void {
    const { stock } = object.state;
    if (lease.isRevoked || !stock) return;
    lease.isRevoked = true;
    this.#exchange.kernel.holdBack(stock.items);
    this.#tellRevoked(lease.holder, object);
  }

  #tellRevoked(process: number, object: KernelObject): void {
    const port = this.#exchange.ports.get(process);
    port?.send({ op: 'revoke', object: port.numberOf(object) });
  }

  /** The lease is over: whoever had to wait for that goes on. */
  #end(object: KernelObject, now: Nanos): void {
    const lease = this.#leases.get(object);
    const { stock } = object.state;
    if (!lease || !stock) return;
    this.#leases.delete(object);
    if (lease.isRevoked) this.#exchange.kernel.letThrough(stock.items);
    else this.#tellRevoked(lease.holder, object);
    for (const [process, request] of this.#deferred.release(object)) this.receive(process, request, now);
  }
}

/** The next messages that may be lent besides those that are: as many as were taken lately, small ones without handles. */
function lendable({ outstanding }: Lease, stock: Stock, tookLately: number): Message[] {
  const room = Math.min(tookLately, stock.length) - outstanding.length;
  const items: Message[] = [];
  let bytes = 0;
  for (let i = 0; i < room; i++) {
    const message = stock.peek(outstanding.length + i);
    if (!message || message.handles.length > 0) break;
    // what lies in shared memory costs the link nothing until it is got
    bytes += isShared(message.payload) ? 0 : message.bytes;
    if (bytes > mostBytes) break;
    items.push(message);
  }
  return items;
}
