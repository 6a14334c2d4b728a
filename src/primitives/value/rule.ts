// Value and SharedArray in the kernel: bytes that live here, so that every access has its place in the one order of the run.
// An access passes a cell of their lock without taking it: it waits while another process holds the lock, and is over at once.

import type {
  Cell,
  KernelObject,
  ObjectRule,
  ObjectState,
  Operation,
  OperationRule,
} from '../../kernel/object-rule.ts';
import { decodePart, decodeWrite, type ValueOperation, valueOperations } from './operations.ts';

/** What values want to know of their lock. */
interface Guard {
  /** 0: nobody. */
  readonly owner: number;
  cellFor(operation: Operation): Cell;
}

class ValueState implements ObjectState {
  readonly bytes: Uint8Array;
  /** `null`: made without a lock. */
  readonly guard: Guard | null;
  readonly cells: readonly Cell[] = [];

  constructor(size: number, guard: Guard | null) {
    this.bytes = new Uint8Array(size);
    this.guard = guard;
  }

  carriers(): readonly never[] {
    return [];
  }

  size(): number {
    return -1;
  }
}

const guarded: Pick<OperationRule<ValueState>, 'cell' | 'enders' | 'owner' | 'wording'> = {
  cell: ({ guard }, operation) => guard?.cellFor(operation) ?? null,
  enders: ({ guard }) => (guard && guard.owner !== 0 ? [guard.owner] : []),
  owner: ({ guard }) => guard?.owner ?? 0,
  wording: {
    waitsFor: (name, { guard }, nameOf) =>
      guard && guard.owner !== 0 ? `\`${name}\` (its lock is held by ${nameOf(guard.owner)})` : `\`${name}\``,
    couldEnd: 'release its lock',
    cure: 'Release getLock() after use, best by getLock().with(…) or update(…).',
  },
};

function read(name: ValueOperation): OperationRule<ValueState> {
  return {
    name,
    ...guarded,
    perform({ bytes }, { argument }) {
      const { offset, length } = decodePart(argument);
      if (offset + length > bytes.length) throw new RangeError(`${length} bytes at ${offset} of ${bytes.length}`);
      return { payload: bytes.slice(offset, offset + length) };
    },
  };
}

function write(name: ValueOperation): OperationRule<ValueState> {
  return {
    name,
    ...guarded,
    perform({ bytes }, { argument }) {
      const { offset, content } = decodeWrite(argument);
      bytes.set(content, offset);
      return {};
    },
  };
}

const rules: Record<ValueOperation, OperationRule<ValueState>> = {
  get: read('get'),
  set: write('set'),
  slice: read('slice'),
  setSlice: write('setSlice'),
  // what it is created with, before anybody else can have it
  fill: { ...write('fill'), cell: () => null },
};

function guardOf(lock: KernelObject | undefined): Guard | null {
  if (!lock) return null;
  const state = lock.state as Partial<Guard> & ObjectState;
  if (typeof state.cellFor !== 'function') throw new RangeError(`${lock.rule.type} ${lock.name} is no lock of a value`);
  return state as Guard & ObjectState;
}

function rule(type: string): ObjectRule<ValueState> {
  return {
    type,
    operations: valueOperations.map((name) => rules[name]),
    create: (_object, { bytes = 0 }, [lock]) => new ValueState(bytes, guardOf(lock)),
  };
}

export const valueRules: readonly ObjectRule<ValueState>[] = [rule('Value'), rule('SharedArray')];
