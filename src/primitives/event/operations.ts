// The operations of events by name; the position is the method number on the wire, shared by rule and handle.

export const eventOperations = ['wait', 'set', 'clear', 'isSet'] as const;

export type EventOperation = (typeof eventOperations)[number];

export function eventMethod(operation: EventOperation): number {
  return eventOperations.indexOf(operation);
}
