// The operations of conditions by name; the position is the method number on the wire, shared by rule and handle.
// Acquiring and releasing are operations of the condition's lock.

export const conditionOperations = ['wait', 'notify', 'notifyAll'] as const;

export type ConditionOperation = (typeof conditionOperations)[number];

export function conditionMethod(operation: ConditionOperation): number {
  return conditionOperations.indexOf(operation);
}

/** How many a `notify` wakes, as its argument. */
export function encodeCount(count: number): Uint8Array {
  return new TextEncoder().encode(String(count));
}

/** @returns 1 where the argument is no number: it is untrusted. */
export function decodeCount(argument: Uint8Array | null): number {
  const count = argument ? Number(new TextDecoder().decode(argument)) : 1;
  return Number.isSafeInteger(count) && count >= 0 ? count : 1;
}
