// The operations of barriers by name; the position is the method number on the wire, shared by rule and handle.

/** `open` is said by the last to come, when the action has been run in its process. */
export const barrierOperations = ['wait', 'open', 'reset', 'abort', 'waiting', 'broken'] as const;

export type BarrierOperation = (typeof barrierOperations)[number];

export function barrierMethod(operation: BarrierOperation): number {
  return barrierOperations.indexOf(operation);
}
