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

  read({ process, object, site }: Step): void {
    addTo(this.#reads, `${process} ${object} ${site}`);
  }

  written({ process, object }: Step): void {
    addTo(this.#writes, `${process} ${object}`);
  }

  areOnce(read: Step, write: Step): boolean {
    const reads = this.#reads.get(`${read.process} ${read.object} ${read.site}`);
    return reads === 1 && this.#writes.get(`${write.process} ${write.object}`) === 1;
  }
}

function addTo(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
