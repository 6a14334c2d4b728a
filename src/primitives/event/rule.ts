// Event in the kernel: who comes while it is set passes, and `set` lets all pass who wait then, even if it is cleared at once.

import type { Cell, ObjectRule, ObjectState, OperationRule } from '../../kernel/object-rule.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { type EventOperation, eventOperations } from './operations.ts';

class EventState implements ObjectState {
  readonly unset: Cell = new WaitQueue('unset', 0);
  /** For those who came while it was set, or waited when it became so. */
  readonly passing: Cell = new WaitQueue('unset', Number.POSITIVE_INFINITY);
  readonly cells: readonly Cell[] = [this.unset, this.passing];
  isSet = false;

  carriers(): readonly never[] {
    return [];
  }

  /** 1 while it is set. */
  size(): number {
    return this.isSet ? 1 : 0;
  }
}

const rules: Record<EventOperation, OperationRule<EventState>> = {
  wait: {
    name: 'wait',
    cell: (state) => (state.isSet ? state.passing : state.unset),
    wording: {
      waitsFor: (name) => `\`${name}\` to be set`,
      couldEnd: 'set it',
      cure: 'Set the event before the last process that has it ends or waits, or wait with wait({ timeout }).',
    },
    perform: () => ({ code: 1 }),
  },
  set: {
    name: 'set',
    cell: () => null,
    perform(state, _operation, context) {
      state.isSet = true;
      for (const waiter of [...state.unset.waiters]) context.move(waiter, state.passing);
      return {};
    },
  },
  clear: {
    name: 'clear',
    cell: () => null,
    perform(state) {
      state.isSet = false;
      return {};
    },
  },
  isSet: { name: 'isSet', cell: () => null, perform: (state) => ({ code: state.size() }) },
};

export const eventRule: ObjectRule<EventState> = {
  type: 'Event',
  operations: eventOperations.map((name) => rules[name]),
  create: () => new EventState(),
};
