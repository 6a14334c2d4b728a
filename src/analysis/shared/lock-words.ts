// Two processes that each held a lock, but not the same one: neither kept the other out.

import { list, type Run } from '../run.ts';

export interface Side {
  readonly process: number;
  /** Held from the read to the write. */
  readonly locks: ReadonlySet<number>;
}

/** ` Both hold a lock meanwhile, but not the same one: …`; '' where one of them held none, or they have one in common. */
export function differentLocks(run: Run, one: Side, other: Side): string {
  if (one.locks.size === 0 || other.locks.size === 0) return '';
  if ([...one.locks].some((lock) => other.locks.has(lock))) return '';
  const [mine, theirs] = [one, other].map(({ process, locks }) => {
    return `${run.who(process)} ${list([...locks].map((lock) => run.what(lock)))}`;
  });
  return ` Both hold a lock meanwhile, but not the same one: ${mine}, ${theirs}.`;
}
