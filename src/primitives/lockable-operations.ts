// The operations that every rule of a thing to be held begins with; the position is the method number on the wire.

/** The two of `with` are told apart for the sake of RLock: there the bodies of one process wait for one another. */
export const lockableOperations = ['acquire', 'release', 'acquireAlone', 'releaseAlone'] as const;

export type LockableOperation = (typeof lockableOperations)[number];
