// The operations of shared memory by name; the position is the method number on the wire, shared by rule and handle.

export const memoryOperations = ['attach', 'read', 'write', 'unlink'] as const;

export type MemoryOperation = (typeof memoryOperations)[number];

export function memoryMethod(operation: MemoryOperation): number {
  return memoryOperations.indexOf(operation);
}
