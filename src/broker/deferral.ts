// Requests of processes that have to wait until an object is free of what was given out of it. What a process asks after the
// first of them waits too: its calls are taken in the order in which they were made.

import type { KernelObject } from '../kernel/object-rule.ts';
import type { Request } from '../protocol/request.ts';

interface Waiting {
  readonly object: KernelObject;
  readonly requests: Request[];
}

export class Deferral {
  readonly #waiting = new Map<number, Waiting>();

  /** @returns whether the request has to wait behind an earlier one of its process, and does so now */
  keeps(process: number, request: Request): boolean {
    const waiting = this.#waiting.get(process);
    waiting?.requests.push(request);
    return waiting !== undefined;
  }

  /** The process waits with `request`, until `object` is released. */
  defer(process: number, object: KernelObject, request: Request): void {
    this.#waiting.set(process, { object, requests: [request] });
  }

  /** The process has ended. @returns what it waited with */
  forget(process: number): readonly Request[] {
    const requests = this.#waiting.get(process)?.requests ?? [];
    this.#waiting.delete(process);
    return requests;
  }

  /** The object is free. @returns what was waited with for it; one that goes on may have to wait anew */
  release(object: KernelObject): [process: number, request: Request][] {
    const released: [number, Request][] = [];
    for (const [process, waiting] of this.#waiting) {
      if (waiting.object !== object) continue;
      this.#waiting.delete(process);
      for (const request of waiting.requests) released.push([process, request]);
    }
    return released;
  }
}
