// The second cell: a buffer of messages between two wait queues, one for space and one for items.

import type { Cell, Message, Operation } from './object-rule.ts';
import { WaitQueue } from './wait-queue.ts';

export interface ChannelLimits {
  /** Messages; Infinity: unbounded. */
  capacity: number;
  /** Encoded bytes; Infinity: unbounded. A larger message is accepted when the channel is empty. */
  maxBytes: number;
}

export class Channel {
  readonly space: Cell;
  readonly items: Cell;
  readonly limits: ChannelLimits;
  /** Those of the messages here that have handles inside. */
  readonly carriers = new Set<Message>();
  // what was given out is dropped from it at once: payloads may be large
  #buffer: (Message | undefined)[] = [];
  #head = 0;
  /** Of the messages here and of those lent. */
  #bytes = 0;
  #lent = 0;
  #places = 0;

  constructor(limits: ChannelLimits) {
    this.limits = limits;
    const fits = limits.maxBytes === Number.POSITIVE_INFINITY ? null : (one: Operation) => this.#hasRoomFor(one);
    this.space = new WaitQueue('full', limits.capacity, fits);
    this.items = new WaitQueue('empty', 0);
  }

  /** Messages that lie here. */
  get length(): number {
    return this.#buffer.length - this.#head;
  }

  /** Messages that were given out, and neither taken nor put back yet. */
  get lent(): number {
    return this.#lent;
  }

  /** With those that were lent and not taken yet: they may come back, so they keep their room. */
  get occupied(): number {
    return this.length + this.#lent;
  }

  get isFull(): boolean {
    return this.occupied >= this.limits.capacity || this.#bytes >= this.limits.maxBytes;
  }

  /** Encoded bytes of the messages here and of those lent. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A message that lies here, counted from the oldest (0). */
  peek(index: number): Message | undefined {
    return this.#buffer[this.#head + index];
  }

  push(message: Message): void {
    message.place = ++this.#places;
    this.#buffer.push(message);
    if (message.handles.length > 0) this.carriers.add(message);
    this.#bytes += message.bytes;
    this.#setPermits();
  }

  /** Gives out the oldest message, until it is taken or put back. @returns `undefined` when there is none. */
  lend(): Message | undefined {
    const message = this.#buffer[this.#head];
    if (message === undefined) return undefined;
    this.#buffer[this.#head++] = undefined;
    this.carriers.delete(message);
    // invariant: at most half of the array is behind the head, so shifting is O(1) amortised
    if (this.#head > 1024 && this.#head * 2 > this.#buffer.length) {
      this.#buffer = this.#buffer.slice(this.#head);
      this.#head = 0;
    }
    this.#lent++;
    this.#setPermits();
    return message;
  }

  /** What was lent has been taken: its room is free. */
  handOver(message: Message): void {
    this.#lent--;
    this.#bytes -= message.bytes;
    this.#setPermits();
  }

  /** Puts back what was lent and not taken; it is in its old place again. */
  putBack(message: Message): void {
    const kept = this.#rest();
    let place = 0;
    while (place < kept.length && (kept[place]?.place ?? 0) < message.place) place++;
    kept.splice(place, 0, message);
    this.#buffer = kept;
    this.#head = 0;
    if (message.handles.length > 0) this.carriers.add(message);
    this.#lent--;
    this.#setPermits();
  }

  /** Drops everything that lies here. @returns what was dropped. */
  clear(): Message[] {
    const dropped = this.#rest();
    this.carriers.clear();
    this.#buffer = [];
    this.#head = 0;
    for (const { bytes } of dropped) this.#bytes -= bytes;
    this.#setPermits();
    return dropped;
  }

  #setPermits(): void {
    this.items.permits = this.length;
    this.space.permits = this.limits.capacity - this.occupied;
  }

  #rest(): Message[] {
    return this.#buffer.slice(this.#head).filter((message) => message !== undefined);
  }

  #hasRoomFor(operation: Operation): boolean {
    return this.occupied === 0 || this.#bytes + (operation.message?.bytes ?? 0) <= this.limits.maxBytes;
  }
}
