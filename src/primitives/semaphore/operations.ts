// The operations of semaphores by name; the position is the method number on the wire, shared by rule and handle.

import { lockableOperations } from '../lockable-operations.ts';

export const semaphoreOperations = [...lockableOperations, 'getValue'] as const;

export type SemaphoreOperation = (typeof semaphoreOperations)[number];

export function semaphoreMethod(operation: SemaphoreOperation): number {
  return semaphoreOperations.indexOf(operation);
}
