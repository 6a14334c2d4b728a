// Who wrote and who read a shared value: which operations count, and the last of each process.

import type { Run } from '../run.ts';
import type { Step } from '../step.ts';

/** Values, arrays, and what lives in a manager. */
export const sharedTypes: readonly string[] = ['Value', 'SharedArray', 'DictProxy', 'ListProxy', 'NamespaceProxy'];

const writing: ReadonlySet<string> = new Set([
  'set',
  'setSlice',
  'delete',
  'pop',
  'setdefault',
  'update',
  'clear',
  'push',
  'insert',
  'remove',
  'extend',
  'reverse',
  'sort',
]);
/** Made by whoever has it, or asked by the runtime itself. */
const neither: ReadonlySet<string> = new Set(['create', 'reply']);

export function isWrite({ op }: Step): boolean {
  return writing.has(op);
}

export function isRead({ op }: Step): boolean {
  return !writing.has(op) && !neither.has(op);
}

/** Its lock was held: whoever made it wait may have let it wait on purpose. The answer of a manager is always waited for. */
export function hasWaited(run: Run, { blockedT, reason }: Step): boolean {
  return blockedT >= 0 && run.trace.stringOf(reason) !== 'reply';
}

/** Reads of one item, whose preview is the key. */
const keyed: ReadonlySet<string> = new Set(['get', 'has', 'at']);

/** Whether what was written is what is read; not where the trace does not tell which item that is. */
export function isSameItem(run: Run, read: Step, write: Step): boolean {
  const [key, written] = [run.preview(read), run.preview(write)];
  switch (read.type) {
    case 'Value':
      return true;
    case 'SharedArray':
      return read.op === 'slice' && key === '';
    default:
      return !keyed.has(read.op) || (key !== '' && (written === key || written.startsWith(`${key}, `)));
  }
}

/**
 * How often a process has read an object at one place, and has written it at all: who asks again and again waits in its own way,
 * and who writes again and again shows how things are, not what came of them.
 */
export class Counts {
  readonly #reads = new Map<string, number>();
  readonly #writes = new Map<string, number>();
  /** By object and process: looks wherever in the program, and of them those that are no part of an update. */
  readonly #looks = new Map<number, Map<number, { all: number; free: number }>>();

  read({ process, object, site }: Step): void {
    addTo(this.#reads, `${process} ${object} ${site}`);
  }

  /** @param isLocked the reader holds the lock of the object, as an update does */
  looked({ process, object }: Step, isLocked: boolean): void {
    const looks = this.#looks.get(object) ?? new Map<number, { all: number; free: number }>();
    const { all, free } = looks.get(process) ?? { all: 0, free: 0 };
    looks.set(process, { all: all + 1, free: isLocked ? free : free + 1 });
    this.#looks.set(object, looks);
  }

  written({ process, object }: Step): void {
    addTo(this.#writes, `${process} ${object}`);
  }

  writes({ process, object }: Step): number {
    return this.#writes.get(`${process} ${object}`) ?? 0;
  }

  /** Nobody else has read it, but for updates, and who did has asked again for nothing that this writer writes. */
  isOnlyLook(read: Step, write: Step): boolean {
    for (const [object, looks] of this.#looks) {
      if ((looks.get(read.process)?.all ?? 0) > 1 && this.#writes.has(`${write.process} ${object}`)) return false;
    }
    return [...(this.#looks.get(read.object) ?? [])].every(([process, { free }]) => {
      return process === read.process || (free === 0 && this.#writes.has(`${process} ${read.object}`));
    });
  }

  areOnce(read: Step, write: Step): boolean {
    const reads = this.#reads.get(`${read.process} ${read.object} ${read.site}`);
    return reads === 1 && this.#writes.get(`${write.process} ${write.object}`) === 1;
  }
}

function addTo(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
