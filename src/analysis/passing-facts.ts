// What clocks ask of objects and processes besides what an operation says: the other end of a pipe and who may have held it, what a
// `wait` was for, and with how many permits a semaphore began. One for all clocks of a run.

import type { Trace } from '../trace/trace.ts';
import { PipePairs } from './stuck/pipe-pairs.ts';

export class PassingFacts {
  readonly #trace: Trace;
  readonly #pairs: PipePairs;
  readonly #permits = new Map<number, number>();
  /** In the order in which they began. */
  readonly #begun: number[] = [];
  readonly #exited = new Set<number>();
  /** By connection: how many had begun when it was made. */
  readonly #madeAt = new Map<number, number>();
  /** By connection: who has sent or received there. */
  readonly #users = new Map<number, Set<number>>();
  /** By name: processes and connections, which may be waited for together. */
  readonly #named = new Map<string, number[]>();

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#pairs = new PipePairs({ object: (object) => trace.objects[object] });
  }

  created(object: number, type: string, size: number): void {
    if (type === 'Semaphore' || type === 'BoundedSemaphore') this.#permits.set(object, size);
    this.#pairs.created(object);
    if (type !== 'Connection') return;
    this.#madeAt.set(object, this.#begun.length);
    this.#name(object);
  }

  begun(process: number): void {
    this.#begun.push(process);
    this.#name(this.#trace.processes[process]?.object ?? 0);
  }

  exited(process: number): void {
    this.#exited.add(process);
  }

  used(process: number, connection: number): void {
    const known = this.#users.get(connection);
    if (known) known.add(process);
    else this.#users.set(connection, new Set([process]));
  }

  permitsOf(semaphore: number): number {
    return this.#permits.get(semaphore) ?? 0;
  }

  /** 0: it is not known. */
  otherEnd(connection: number): number {
    return this.#pairs.otherOf(connection);
  }

  /**
   * Who may have held this end, now that nobody does any more. The trace does not say who closed it.
   *
   * @param isSure only those that have used it, or have ended
   */
  holdersOf(connection: number, isSure: boolean): number[] {
    const users = this.#users.get(connection) ?? [];
    const since = this.#begun.slice(this.#madeAt.get(connection) ?? 0);
    const maker = this.#trace.objects[connection]?.creator ?? 0;
    const others = isSure ? since.filter((process) => this.#exited.has(process)) : [maker, ...since];
    return [...new Set([...users, ...others])];
  }

  /** What a `wait` waited for; all that there is where its text does not tell, or is cut. */
  waitedFor(text: string): number[] {
    if (text === '' || text.endsWith('…')) return [...this.#named.values()].flat();
    return text.split(', ').flatMap((name) => this.#named.get(name) ?? []);
  }

  #name(object: number): void {
    const name = this.#trace.objects[object]?.name ?? '';
    const known = this.#named.get(name);
    if (known) known.push(object);
    else this.#named.set(name, [object]);
  }
}
