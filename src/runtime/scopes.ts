// Bodies of user code that run within a handle, such as that of `lock.with`, followed through everything that they await.

import type { Host } from './link.ts';

interface Scope {
  readonly handle: object;
  readonly outer: Scope | undefined;
  isOver: boolean;
}

export class Scopes {
  readonly #store: Host['scope'];

  constructor(store: Host['scope']) {
    this.#store = store;
  }

  async within<R>(handle: object, body: () => Promise<R>): Promise<R> {
    const scope: Scope = { handle, outer: this.#current, isOver: false };
    try {
      return await this.#store.run(scope, body);
    } finally {
      // what the body has started and not awaited is in it no longer
      scope.isOver = true;
    }
  }

  isWithin(handle: object): boolean {
    for (let at = this.#current; at; at = at.outer) if (at.handle === handle && !at.isOver) return true;
    return false;
  }

  get #current(): Scope | undefined {
    return this.#store.getStore() as Scope | undefined;
  }
}
