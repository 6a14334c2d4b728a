// What a process has of a lock or a semaphore that is lent to it as a whole: which acquires and releases would be served at once.

import { type LockableOperation, lockableOperations } from '../primitives/lockable-operations.ts';
import type { LoanTerms } from '../protocol/request.ts';

export class LentHold {
  readonly #most: number;
  readonly #isRecursive: boolean;
  #permits: number;
  /** Of the acquires of what is recursive: those of `with`, and all others. */
  #alone = 0;
  #plain = 0;

  constructor({ permits, most, isRecursive }: LoanTerms) {
    this.#permits = permits;
    this.#most = most;
    this.#isRecursive = isRecursive;
  }

  allows(method: number): boolean {
    switch (nameOf(method)) {
      case 'acquire':
        return this.#permits > 0;
      case 'acquireAlone':
        return this.#permits > 0 && !(this.#isRecursive && this.#alone > 0);
      case 'release':
      case 'releaseAlone':
        return this.#permits < this.#most;
      default:
        return false;
    }
  }

  /** Does what is allowed. */
  perform(method: number): void {
    const name = nameOf(method);
    const isAlone = name === 'acquireAlone' || name === 'releaseAlone';
    if (name === 'acquire' || name === 'acquireAlone') {
      this.#permits--;
      if (isAlone) this.#alone++;
      else this.#plain++;
      return;
    }
    this.#permits++;
    // a level of the wanted kind, or else of the other
    if (isAlone ? this.#alone > 0 : this.#plain === 0) this.#alone--;
    else this.#plain--;
  }
}

function nameOf(method: number): LockableOperation | undefined {
  return lockableOperations[method];
}
