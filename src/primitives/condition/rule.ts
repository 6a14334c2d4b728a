// Condition in the kernel: who sleeps, and who was notified. Its lock is an object of its own; the caller releases it behind
// the sleep and acquires it behind the notification, so that both are seen on the lock's lane.

import type {
  Cell,
  KernelObject,
  ObjectRule,
  ObjectState,
  OperationRule,
  Refusal,
  RuleContext,
} from '../../kernel/object-rule.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { type ConditionOperation, conditionOperations, decodeCount } from './operations.ts';

/** What a condition wants to know of its lock. */
interface Ownable {
  isHeldBy(process: number): boolean;
}

class ConditionState implements ObjectState {
  readonly lock: Ownable;
  readonly asleep: Cell = new WaitQueue('notify', 0);
  readonly notified: Cell = new WaitQueue('notify', Number.POSITIVE_INFINITY);
  readonly cells: readonly Cell[] = [this.asleep, this.notified];

  constructor(lock: Ownable) {
    this.lock = lock;
  }

  carriers(): readonly never[] {
    return [];
  }

  /** Sleepers. */
  size(): number {
    return this.asleep.length;
  }

  /** Only who sleeps now is woken: a notification with nobody there is lost. */
  wake(count: number, context: RuleContext): void {
    for (const sleeper of [...this.asleep.waiters].slice(0, count)) context.move(sleeper, this.notified);
  }
}

function notOwned(method: string): Refusal {
  return {
    error: 'NotOwnerError',
    text: `this process does not hold its lock; acquire() it before ${method}(), best with condition.with(…)`,
  };
}

const wait: OperationRule<ConditionState> = {
  name: 'wait',
  taken: true,
  // the lock is released right behind this call: whether it was held is asked once, when the call comes
  cell: (state, { process }) => (state.lock.isHeldBy(process) ? state.asleep : null),
  refusal: (_state, operation) => (operation.cell === null ? notOwned('wait') : null),
  wording: {
    waitsFor: (name) => `a notification of \`${name}\``,
    couldEnd: 'notify it',
    cure: 'Notify after every change that somebody waits for, and wait with waitFor(…), which sees a change that came before.',
  },
  perform: () => ({ code: 1 }),
  // a notification that came to nobody goes to the next sleeper
  givenUp(state, operation, _how, context) {
    if (operation.cell === state.notified) state.wake(1, context);
  },
};

function notify(
  name: ConditionOperation,
  count: (argument: Uint8Array | null) => number,
): OperationRule<ConditionState> {
  return {
    name,
    refusal: (state, { process }) => (state.lock.isHeldBy(process) ? null : notOwned(name)),
    cell: () => null,
    perform(state, { argument }, context) {
      state.wake(count(argument), context);
      return {};
    },
  };
}

const rules: Record<ConditionOperation, OperationRule<ConditionState>> = {
  wait,
  notify: notify('notify', decodeCount),
  notifyAll: notify('notifyAll', () => Number.POSITIVE_INFINITY),
};

function lockOf([lock]: readonly KernelObject[]): Ownable {
  const state = lock?.state as Partial<Ownable> | undefined;
  if (typeof state?.isHeldBy !== 'function') throw new RangeError('a condition was made without a lock');
  return state as Ownable;
}

export const conditionRule: ObjectRule<ConditionState> = {
  type: 'Condition',
  operations: conditionOperations.map((name) => rules[name]),
  create: (_object, _options, parts) => new ConditionState(lockOf(parts)),
};
