// The operations of queues by name; the position is the method number on the wire, shared by rule and handle.

export const queueOperations = [
  'put',
  'get',
  'qsize',
  'empty',
  'full',
  'joinThread',
  'shutdown',
  'shutdownNow',
  'taskDone',
  'join',
] as const;

export type QueueOperation = (typeof queueOperations)[number];

export function queueMethod(operation: QueueOperation): number {
  return queueOperations.indexOf(operation);
}
