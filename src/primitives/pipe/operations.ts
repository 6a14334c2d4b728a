// The operations of a connection by name; the position is the method number on the wire, shared by rule and handle.

export const pipeOperations = ['send', 'sendBytes', 'recv', 'recvBytes', 'poll', 'pollNow'] as const;

export type PipeOperation = (typeof pipeOperations)[number];

export function pipeMethod(operation: PipeOperation): number {
  return pipeOperations.indexOf(operation);
}
