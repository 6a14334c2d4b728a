// The operations of a process as an object; the position is the method number on the wire.

export const processOperations = ['join', 'sleep', 'terminate', 'kill', 'wait', 'isAlive'] as const;

export type ProcessOperation = (typeof processOperations)[number];

export function processMethod(operation: ProcessOperation): number {
  return processOperations.indexOf(operation);
}
