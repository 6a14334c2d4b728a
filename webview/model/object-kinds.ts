// What the lane of an object shows, by its type: the one place of the page that knows primitives by name. An object of any other
// type is shown like a queue, by the number that the trace gives it; without such a number there is nothing to show.

export interface ObjectKind {
  /** The lane is as high as permits are taken, not as the trace's number of permits left. */
  countsTaken: boolean;
  /** Its state in words. @param most permits at the start; 0: the height is that of permits left */
  words(height: number, most: number): string;
  /** Any call makes a process a user of it, not only one that moves items. */
  isUsedByAnyCall: boolean;
  /** It has a lane even before the trace has counted anything of it. */
  isAlwaysShown: boolean;
}

function permits(words: ObjectKind['words']): ObjectKind {
  return { countsTaken: true, words, isUsedByAnyCall: true, isAlwaysShown: true };
}

function waiters(words: ObjectKind['words']): ObjectKind {
  return { countsTaken: false, words, isUsedByAnyCall: true, isAlwaysShown: true };
}

const lock = permits((taken) => (taken === 0 ? 'free' : 'held'));
const semaphore = permits((height, most) => (most > 0 ? `${height} of ${most} taken` : `${height} left`));
const kinds: ReadonlyMap<string, ObjectKind> = new Map([
  ['Lock', lock],
  ['RLock', lock],
  ['Semaphore', semaphore],
  ['BoundedSemaphore', semaphore],
  ['Event', waiters((isSet) => (isSet === 0 ? 'not set' : 'set'))],
  ['Condition', waiters((asleep) => `${asleep} asleep`)],
  ['Barrier', waiters((come) => `${come} come`)],
]);
const queue: ObjectKind = {
  countsTaken: false,
  words: (size) => `${size} waiting`,
  isUsedByAnyCall: false,
  isAlwaysShown: true,
};
const other: ObjectKind = { ...queue, isAlwaysShown: false };

export function kindOf(type: string): ObjectKind {
  return kinds.get(type) ?? (type.endsWith('Queue') ? queue : other);
}
