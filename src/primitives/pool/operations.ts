// The operations of pools by name; the position is the method number on the wire, shared by rule and handle.

export const poolOperations = [
  // by the pool's creator: chunks of tasks go out, their results come in
  'submit',
  'result',
  // by a worker
  'task',
  'finish',
  // by the creator's program, which waits for what a job has done
  'apply',
  'map',
  'starmap',
  'get',
  'wait',
  'next',
  'nextUnordered',
  'close',
  'terminate',
  'join',
  // the error of a job has reached the creator's program; for the trace alone
  'read',
] as const;

export type PoolOperation = (typeof poolOperations)[number];

/** Those that wait until all chunks of a job are done. */
export type JobWait = 'apply' | 'map' | 'starmap' | 'get' | 'wait';

export function poolMethod(operation: PoolOperation): number {
  return poolOperations.indexOf(operation);
}
