// The second cell: a buffer of messages between two wait queues, one for space and one for items.

import type { KernelObject } from './object-rule.ts';
import type { Message, Operation } from './operation.ts';
import { WaitQueue } from './wait-queue.ts';

export interface ChannelLimits {
  /** Messages; Infinity: unbounded. */
  capacity: number;
  /** Encoded bytes; Infinity: unbounded. A larger message is accepted when the channel is empty. */
  maxBytes: number;
}

export class Channel {
  readonly space: WaitQueue;
  readonly items: WaitQueue;
  readonly limits: ChannelLimits;
  #buffer: Message[] = [];
  #head = 0;
  #bytes = 0;
  #places = 0;

  constructor(owner: KernelObject, limits: ChannelLimits) {
    this.limits = limits;
    this.space = new WaitQueue(owner, 'full', limits.capacity, (operation) => this.#hasRoomFor(operation));
    this.items = new WaitQueue(owner, 'empty', 0);
  }

  get length(): number {
    return this.#buffer.length - this.#head;
  }

  get isFull(): boolean {
    return this.length >= this.limits.capacity || this.#bytes >= this.limits.maxBytes;
  }

  get messages(): readonly Message[] {
    return this.#head === 0 ? this.#buffer : this.#buffer.slice(this.#head);
  }

  push(message: Message): void {
    message.place = ++this.#places;
    this.#buffer.push(message);
    this.#count(message.bytes);
  }

  /** @returns the oldest message; `undefined` when there is none. */
  shift(): Message | undefined {
    const message = this.#buffer[this.#head];
    if (message === undefined) return undefined;
    this.#head++;
    // invariant: at most half of the array is behind the head, so shifting is O(1) amortised
    if (this.#head > 1024 && this.#head * 2 > this.#buffer.length) {
      this.#buffer = this.#buffer.slice(this.#head);
      this.#head = 0;
    }
    this.#count(-message.bytes);
    return message;
  }

  /** Puts back what was granted and not taken; it is in its old place again. */
  unshift(message: Message): void {
    const kept = this.#buffer.slice(this.#head);
    let place = 0;
    while (place < kept.length && (kept[place]?.place ?? 0) < message.place) place++;
    kept.splice(place, 0, message);
    this.#buffer = kept;
    this.#head = 0;
    this.#count(message.bytes);
  }

  /** Drops everything. @returns what was dropped. */
  clear(): Message[] {
    const dropped = this.#buffer.slice(this.#head);
    this.#buffer = [];
    this.#head = 0;
    this.#bytes = 0;
    this.#count(0);
    return dropped;
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.items.permits = this.length;
    this.space.permits = this.limits.capacity - this.length;
  }

  #hasRoomFor(operation: Operation): boolean {
    return this.length === 0 || this.#bytes + (operation.message?.bytes ?? 0) <= this.limits.maxBytes;
  }
}
