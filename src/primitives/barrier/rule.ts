// Barrier in the kernel: the last to come lets all others go, after the action where there is one.

import type { ObjectRule, OperationRule } from '../../kernel/object-rule.ts';
import { BarrierState, isBroken } from './barrier-state.ts';
import { type BarrierOperation, barrierOperations } from './operations.ts';

const wait: OperationRule<BarrierState> = {
  name: 'wait',
  taken: true,
  cell: (state) => state.arrived,
  // who was let go before it broke still goes
  refusal: (state, operation) => (state.isBroken && operation.cell !== state.passing ? isBroken : null),
  wording: {
    waitsFor: (name, state) => `the others at \`${name}\` (${state.size()} of ${state.parties} have come)`,
    couldEnd: 'come',
    cure: 'Let as many processes come to the barrier as it has parties, or wait with wait({ timeout }).',
  },
  perform(state, operation, context) {
    if (operation.cell !== state.passing) state.gather(operation, context);
    return { code: state.placeOf(operation) };
  },
  givenUp: (state, operation, how, context) => state.leave(operation, how, context),
};

const rules: Record<BarrierOperation, OperationRule<BarrierState>> = {
  wait,
  open: {
    name: 'open',
    refusal: (state, operation) => (state.isActing(operation) ? null : isBroken),
    cell: () => null,
    perform(state, _operation, context) {
      state.open(context);
      return {};
    },
  },
  reset: {
    name: 'reset',
    cell: () => null,
    perform(state, _operation, context) {
      state.isBroken = false;
      state.disband(context);
      return {};
    },
  },
  abort: {
    name: 'abort',
    cell: () => null,
    perform(state, _operation, context) {
      state.break(context);
      return {};
    },
  },
  waiting: { name: 'waiting', cell: () => null, perform: (state) => ({ code: state.size() }) },
  broken: { name: 'broken', cell: () => null, perform: (state) => ({ code: state.isBroken ? 1 : 0 }) },
};

export const barrierRule: ObjectRule<BarrierState> = {
  type: 'Barrier',
  operations: barrierOperations.map((name) => rules[name]),
  create: (_object, { parties = 1, action = 0 }) =>
    new BarrierState(Math.max(1, Math.floor(parties)) || 1, action === 1),
};
