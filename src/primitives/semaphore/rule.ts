// Semaphore and BoundedSemaphore in the kernel: one wait queue and its permits, which belong to nobody in particular.

import type { Cell, ObjectRule, ObjectState, OperationRule, Refusal, RuleContext } from '../../kernel/object-rule.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { LoanTerms } from '../../protocol/request.ts';
import { type SemaphoreOperation, semaphoreOperations } from './operations.ts';

class SemaphoreState implements ObjectState {
  readonly free: Cell;
  readonly cells: readonly Cell[];
  /** The most permits that there may be. */
  readonly bound: number;

  constructor(permits: number, bound: number) {
    this.free = new WaitQueue('zero', permits);
    this.cells = [this.free];
    this.bound = bound;
  }

  carriers(): readonly never[] {
    return [];
  }

  /** Permits. */
  size(): number {
    return this.free.permits;
  }

  terms(): LoanTerms | null {
    const { permits, length } = this.free;
    if (permits === 0 || length > 0) return null;
    // more than can ever be counted is no bound
    return { permits, most: Math.min(this.bound, Number.MAX_SAFE_INTEGER), isRecursive: false };
  }

  give(context: RuleContext): void {
    this.free.permits = Math.min(this.free.permits + 1, this.bound);
    context.wake(this.free);
  }
}

const acquire: OperationRule<SemaphoreState> = {
  name: 'acquire',
  taken: true,
  cell: (state) => state.free,
  wording: {
    waitsFor: (name) => `a permit of \`${name}\` (none is left)`,
    couldEnd: 'release one',
    cure: 'Release every permit that is acquired, best by semaphore.with(…).',
  },
  perform(state) {
    state.free.permits--;
    return {};
  },
  givenUp(state, operation, _how, context) {
    if (operation.state === 'granted') state.give(context);
  },
};

function hasAll({ bound }: SemaphoreState): Refusal {
  return {
    error: 'ReleaseError',
    text: `all of its ${bound} are free; release it once for every acquire() that gave true`,
  };
}

const release: OperationRule<SemaphoreState> = {
  name: 'release',
  refusal: (state) => (state.free.permits >= state.bound ? hasAll(state) : null),
  cell: () => null,
  perform(state, _operation, context) {
    state.give(context);
    return {};
  },
};

const rules: Record<SemaphoreOperation, OperationRule<SemaphoreState>> = {
  acquire,
  release,
  // permits have no owner: bodies of `with` need no telling apart
  acquireAlone: acquire,
  releaseAlone: release,
  getValue: { name: 'getValue', cell: () => null, perform: (state) => ({ code: state.free.permits }) },
};

function rule(type: string, isBounded: boolean): ObjectRule<SemaphoreState> {
  return {
    type,
    operations: semaphoreOperations.map((name) => rules[name]),
    create: (_object, { value = 1 }) => {
      const permits = Math.max(0, Math.floor(value)) || 0;
      return new SemaphoreState(permits, isBounded ? permits : Number.POSITIVE_INFINITY);
    },
  };
}

export const semaphoreRules: readonly ObjectRule<SemaphoreState>[] = [
  rule('Semaphore', false),
  rule('BoundedSemaphore', true),
];
