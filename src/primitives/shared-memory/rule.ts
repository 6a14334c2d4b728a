// Shared memory in the kernel: nothing here ever waits, and the bytes are in a file that processes read and write themselves.
// The kernel is told of each access, for the trace, and says at the end of the run what was not unlinked.

import type { KernelObject, LeftBehind, ObjectRule, ObjectState, OperationRule } from '../../kernel/object-rule.ts';
import { type MemoryOperation, memoryOperations } from './operations.ts';

/** One `create` or `attach`; those of one name are about the same memory until that is unlinked. */
class MemoryState implements ObjectState {
  readonly cells: readonly never[] = [];
  readonly bytes: number;
  readonly isCreation: boolean;
  unlinks = 0;

  constructor(bytes: number, isCreation: boolean) {
    this.bytes = bytes;
    this.isCreation = isCreation;
  }

  carriers(): readonly never[] {
    return [];
  }

  size(): number {
    return -1;
  }
}

function told(name: MemoryOperation, perform: (state: MemoryState) => void = () => {}): OperationRule<MemoryState> {
  return {
    name,
    cell: () => null,
    perform(state) {
      perform(state);
      return {};
    },
  };
}

const rules: Record<MemoryOperation, OperationRule<MemoryState>> = {
  attach: told('attach'),
  read: told('read'),
  write: told('write'),
  unlink: told('unlink', (state) => {
    state.unlinks++;
  }),
};

type Memory = KernelObject & { readonly state: MemoryState };

interface Lives {
  creations: Memory[];
  unlinks: number;
}

/** The system lets no name be created twice without an unlink between, so the last creation is what is left, if one is. */
function leftBehind(objects: readonly Memory[]): LeftBehind[] {
  const names = new Map<string, Lives>();
  for (const object of objects) {
    const lives = names.get(object.name) ?? { creations: [], unlinks: 0 };
    names.set(object.name, lives);
    if (object.state.isCreation) lives.creations.push(object);
    lives.unlinks += object.state.unlinks;
  }
  return [...names].flatMap(([name, { creations, unlinks }]) => {
    const object = creations.at(-1);
    if (!object || creations.length <= unlinks) return [];
    const title = `\`${name}\` was never unlinked: its ${object.state.bytes} bytes were kept until the run had ended`;
    return [
      { id: 'shared-memory', object, title, cure: 'Call unlink() once, when nobody will attach to it any more.' },
    ];
  });
}

export const memoryRule: ObjectRule<MemoryState> = {
  type: 'SharedMemory',
  operations: memoryOperations.map((name) => rules[name]),
  create: (_object, { size = 0, isCreation = 0 }) => new MemoryState(size, isCreation === 1),
  leftBehind,
};
