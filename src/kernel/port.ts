// A process's view of the kernel: its own numbers for objects, calls and sites, and whether it has said to be idle.

import type { IdleAnswer, Reply } from '../protocol/request.ts';
import type { KernelObject, Operation } from './object-rule.ts';

export class Port {
  readonly process: number;
  readonly calls = new Map<number, Operation>();
  readonly sites = new Map<number, number>();
  /** Numbers of recorded spans by the runtime's own. */
  readonly spans = new Map<number, number>();
  readonly #send: (reply: Reply) => void;
  readonly #objects = new Map<number, KernelObject>();
  readonly #numbers = new Map<KernelObject, number>();
  #introduced = 0;
  #sent = 0;
  #probedAt = -1;
  #idle: ({ received: number } & IdleAnswer) | null = null;

  constructor(process: number, send: (reply: Reply) => void) {
    this.process = process;
    this.#send = send;
  }

  send(reply: Reply): void {
    this.#sent++;
    this.#send(reply);
  }

  /** Asks whether the process is idle, unless it has been asked since the last frame in either direction. */
  probe(): void {
    if (this.#probedAt === this.#sent) return;
    this.send({ op: 'probe' });
    this.#probedAt = this.#sent;
  }

  /** Any request but `idle` shows that the process is not. */
  heard(): void {
    this.#idle = null;
    this.#probedAt = -1;
  }

  heardIdle(answer: { received: number } & IdleAnswer): void {
    this.#idle = answer;
  }

  /** `null` unless the last answer names the last frame that was sent. */
  get idle(): IdleAnswer | null {
    return this.#idle?.received === this.#sent ? this.#idle : null;
  }

  /** The runtime has numbered an object itself (odd numbers). */
  bind(number: number, object: KernelObject): void {
    this.#objects.set(number, object);
    this.#numbers.set(object, number);
  }

  /** Number of an object for this process; introduced now (even numbers) if it is new to it. */
  numberOf(object: KernelObject): number {
    const known = this.#numbers.get(object);
    if (known !== undefined) return known;
    this.#introduced += 2;
    this.bind(this.#introduced, object);
    return this.#introduced;
  }

  knows(object: KernelObject): boolean {
    return this.#numbers.has(object);
  }

  /** @throws RangeError for a number that this process was never given: it is a bug or an attack, and ends the link. */
  objectOf(number: number): KernelObject {
    const object = this.#objects.get(number);
    if (!object) throw new RangeError(`process ${this.process} names object ${number}, which it was never given`);
    return object;
  }
}
