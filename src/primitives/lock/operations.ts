// The operations of locks by name; the position is the method number on the wire, shared by rule and handle.

import { lockableOperations } from '../lockable-operations.ts';

/** `releaseAll` is the first half of a condition's wait: every level goes, and the answer says how to take them again. */
export const lockOperations = [...lockableOperations, 'releaseAll'] as const;

export type LockOperation = (typeof lockOperations)[number];
