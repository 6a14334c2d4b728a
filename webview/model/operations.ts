// Ties the rows of one operation together, and the put and the get of one message, so that every question about them is a look-up.

import type { RowKind } from '../../src/trace/event.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { NumberTable } from './numbers.ts';

/** What a row did to its message: brought it, took it, or neither. */
export type Side = 'put' | 'get' | null;

/** Rows are kept plus one, so that 0 means "not seen". */
export class Operations {
  readonly #call = new NumberTable();
  readonly #block = new NumberTable();
  readonly #unblock = new NumberTable();
  readonly #end = new NumberTable();
  readonly #put = new NumberTable();
  readonly #get = new NumberTable();
  readonly #trace: Trace;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** Takes the next row. The first row of a message belongs to its putter, a row of another operation to its getter. */
  add(row: number, kind: RowKind, operation: number, message: number): Side {
    if (operation === 0) return null;
    if (kind === 'call') this.#call.set(operation, row + 1);
    else if (kind === 'block') this.#block.set(operation, row + 1);
    else if (kind === 'unblock') this.#unblock.set(operation, row + 1);
    else if (kind === 'return' || kind === 'timeout' || kind === 'cancel' || kind === 'error') {
      this.#end.set(operation, row + 1);
    }
    if (message === 0) return null;
    const putter = this.#put.get(message);
    if (putter === 0) {
      this.#put.set(message, operation);
      return 'put';
    }
    if (putter === operation || this.#get.get(message) === operation) return null;
    this.#get.set(message, operation);
    return 'get';
  }

  /** Rows of an operation; -1 where there is none (yet). */
  call(operation: number): number {
    return this.#call.get(operation) - 1;
  }

  block(operation: number): number {
    return this.#block.get(operation) - 1;
  }

  unblock(operation: number): number {
    return this.#unblock.get(operation) - 1;
  }

  /** Return, timeout, cancel or error. */
  end(operation: number): number {
    return this.#end.get(operation) - 1;
  }

  /** The operation that put a message, 0 where unknown. */
  putOf(message: number): number {
    return this.#put.get(message);
  }

  /** The operation that got a message, 0 while it waits in its queue. */
  getOf(message: number): number {
    return this.#get.get(message);
  }

  /** The message that an operation put or got; a get learns it only when it is served. */
  messageOf(operation: number): number {
    for (const row of [this.call(operation), this.unblock(operation), this.end(operation)]) {
      const message = row < 0 ? 0 : this.#trace.message.at(row);
      if (message !== 0) return message;
    }
    return 0;
  }

  /** The row at which a message was sent: before its sender's wait where that is one for an answer. -1: not yet. */
  sent(message: number): number {
    const put = this.putOf(message);
    const effect = this.effect(put);
    const get = this.getOf(message);
    const got = get === 0 ? -1 : this.effect(get);
    if (got < 0 || (effect >= 0 && effect <= got)) return effect;
    return this.block(put) >= 0 ? this.block(put) : this.call(put);
  }

  /** The row at which the operation took effect: a blocked one at its unblock, another at its call or return. */
  effect(operation: number): number {
    const unblock = this.unblock(operation);
    if (unblock >= 0) return unblock;
    const end = this.end(operation);
    return end >= 0 || this.block(operation) >= 0 ? end : this.call(operation);
  }
}
