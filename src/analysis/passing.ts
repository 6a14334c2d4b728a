// What an operation leaves at its object for others to learn, and what it learns there. An object has two sides: what was done to it
// (put, released, set), and what was undone (got, acquired, cleared).

import type { Step } from './step.ts';

export const sides = { none: 0, done: 1, undone: 2, both: 3 } as const;
export type Side = (typeof sides)[keyof typeof sides];

export const locks: ReadonlySet<string> = new Set(['Lock', 'RLock']);
export const semaphores: ReadonlySet<string> = new Set(['Semaphore', 'BoundedSemaphore']);
const queues: ReadonlySet<string> = new Set(['Queue', 'JoinableQueue', 'SimpleQueue']);
const values: ReadonlySet<string> = new Set(['Value', 'SharedArray']);
const proxies: ReadonlySet<string> = new Set(['DictProxy', 'ListProxy', 'NamespaceProxy', 'Remote']);
/** Methods of proxies that change nothing, and the answers of their manager. */
const changesNothing: ReadonlySet<string> = new Set(
  'get has keys values entries size copy at indexOf length slice reply fail refuse'.split(' '),
);
const ends: ReadonlySet<string> = new Set(['QueueShutDownError', 'BrokenBarrierError']);

/** What goes on because of it must have come after it. */
export function leaves(type: string, op: string): boolean {
  switch (type) {
    case 'Event':
      return op === 'set';
    case 'Condition':
      return op === 'notify' || op === 'notifyAll';
    case 'Barrier':
      return op === 'wait' || op === 'open' || op === 'abort' || op === 'reset';
    case 'JoinableQueue':
      return op === 'taskDone' || op === 'shutdown';
    case 'Queue':
      return op === 'shutdown';
    default:
      return false;
  }
}

/** It goes on because of what others did. */
export function learns(type: string, op: string, code: number): boolean {
  switch (type) {
    case 'Event':
      return (op === 'wait' || op === 'isSet') && code === 1;
    case 'Condition':
    case 'Barrier':
      return op === 'wait';
    case 'Process':
      // told only where the answer is no
      return (op === 'join' && code === 1) || op === 'isAlive';
    case 'JoinableQueue':
      return op === 'join' && code === 1;
    default:
      return false;
  }
}

/** As it was seen: others can ask for it. */
export function leavesToAsk(type: string, op: string, sends: number): Side {
  if (queues.has(type)) return op === 'put' ? sides.done : sides.none;
  if (proxies.has(type)) return sends !== 0 && !changesNothing.has(op) ? sides.done : sides.none;
  return type === 'Event' && op === 'clear' ? sides.undone : sides.none;
}

/** As it was seen: what it has taken was there before. */
export function takes({ type, op }: Step): boolean {
  return op === 'get' ? queues.has(type) : op === 'acquire' && (locks.has(type) || semaphores.has(type));
}

/** The answer of a question tells what others have done before. */
export function asks({ type, op, code }: Step): Side {
  if (queues.has(type)) {
    if (op === 'qsize') return sides.both;
    if (op === 'empty') return code === 1 ? sides.undone : sides.done;
    return op === 'full' ? (code === 1 ? sides.done : sides.undone) : sides.none;
  }
  if (proxies.has(type)) return sides.done;
  switch (type) {
    case 'Connection':
      return op === 'poll' && code === 1 ? sides.done : sides.none;
    case 'Semaphore':
    case 'BoundedSemaphore':
      return op === 'getValue' ? sides.both : sides.none;
    case 'Event':
      return op === 'isSet' && code === 0 ? sides.undone : sides.none;
    case 'Barrier':
      return op === 'waiting' || op === 'broken' ? sides.done : sides.none;
    default:
      return sides.none;
  }
}

/** So does an attempt that came to nothing. */
export function triedInVain({ type, op }: Step): Side {
  if (op === 'acquire') return sides.both;
  if (queues.has(type)) return op === 'get' ? sides.undone : sides.done;
  return type === 'Event' ? sides.undone : sides.none;
}

/** An error that others have brought about by what they did to the object. */
export function tellsOfEnd(error: string): boolean {
  return ends.has(error);
}

export function isProxy(type: string): boolean {
  return proxies.has(type);
}

export function changesValue(type: string, op: string): boolean {
  return values.has(type) && (op === 'set' || op === 'setSlice' || op === 'fill');
}

export function readsValue(type: string, op: string): boolean {
  return values.has(type) && (op === 'get' || op === 'slice');
}
