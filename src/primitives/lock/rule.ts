// Lock and RLock in the kernel. A Lock has no owner: any process may release it. An RLock belongs to a process, level by level.

import type { ObjectRule, OperationRule, Refusal } from '../../kernel/object-rule.ts';
import { LockState } from './lock-state.ts';
import { type LockOperation, lockOperations } from './operations.ts';

const isFree: Refusal = {
  error: 'ReleaseError',
  text: 'it is not locked; release it once for every acquire() that gave true',
};
const isNobodys: Refusal = {
  error: 'NotOwnerError',
  text: 'nobody holds it; release it once for every acquire() that gave true',
};
const isAnothers: Refusal = {
  error: 'NotOwnerError',
  text: 'another process holds it; only the process that acquired an RLock may release it',
};

function refusalOf(state: LockState, process: number): Refusal | null {
  if (state.owner === 0) return state.isRecursive ? isNobodys : isFree;
  return state.isRecursive && !state.isHeldBy(process) ? isAnothers : null;
}

const inOneOrder =
  'Release every lock that is acquired, best by lock.with(…); who holds several acquires them in the same order.';
const beforeAgain =
  'Release the lock before it is acquired again, or make it an RLock, which its holder may acquire several times.';

function acquire(): OperationRule<LockState> {
  return {
    name: 'acquire',
    taken: true,
    cell: (state, operation) => state.cellFor(operation),
    owner: (state) => state.owner,
    wording: {
      waitsFor: (name, state, nameOf) => `\`${name}\`${state.owner === 0 ? '' : ` (held by ${nameOf(state.owner)})`}`,
      couldEnd: 'release it',
      cure: inOneOrder,
      cureFor: (state, { process }) => (state.owner === process ? beforeAgain : inOneOrder),
    },
    perform(state, operation, context) {
      state.take(operation, context);
      return {};
    },
    givenUp: (state, operation, _how, context) => state.undo(operation, context),
  };
}

function release(alone: boolean): OperationRule<LockState> {
  return {
    name: 'release',
    refusal: (state, { process }) => refusalOf(state, process),
    cell: () => null,
    perform(state, _operation, context) {
      state.drop(alone, context);
      return {};
    },
  };
}

/** The answer is twice the number of levels, and one more where one of them is alone; 0: it was not this process's. */
const releaseAll: OperationRule<LockState> = {
  name: 'release',
  cell: () => null,
  perform(state, { process }, context) {
    if (!state.isHeldBy(process)) return { code: 0 };
    const code = 2 * state.depth + (state.hasAlone ? 1 : 0);
    state.clear(context);
    return { code };
  },
};

function rule(type: string, isRecursive: boolean): ObjectRule<LockState> {
  // who may release it: the owner of an RLock, anybody who has a Lock
  const acquiring = isRecursive
    ? { ...acquire(), enders: (state: LockState) => (state.owner === 0 ? [] : [state.owner]) }
    : acquire();
  const alone = { ...acquiring };
  const rules: Record<LockOperation, OperationRule<LockState>> = {
    acquire: acquiring,
    release: release(false),
    acquireAlone: alone,
    releaseAlone: release(true),
    releaseAll,
  };
  return {
    type,
    operations: lockOperations.map((name) => rules[name]),
    create: ({ name }) => new LockState(name, isRecursive, (operation) => operation.rule === alone),
  };
}

export const lockRules: readonly ObjectRule<LockState>[] = [rule('Lock', false), rule('RLock', true)];
