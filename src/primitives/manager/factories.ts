// What a manager makes besides its own objects: the same queues, locks and others that `new` makes. One line for each.

/** By the manager's method: the class whose objects it makes. */
const classOfFactory = {
  Queue: 'Queue',
  JoinableQueue: 'JoinableQueue',
  Lock: 'Lock',
  RLock: 'RLock',
  Semaphore: 'Semaphore',
  BoundedSemaphore: 'BoundedSemaphore',
  Condition: 'Condition',
  Event: 'Event',
  Barrier: 'Barrier',
  Value: 'Value',
  Array: 'SharedArray',
  Pool: 'Pool',
} as const;

export type Constructor = new (...args: never[]) => object;
export type Factories = ReadonlyMap<string, Constructor>;

/** @param classes of the API, by name */
export function factoriesOf(classes: Readonly<Record<string, unknown>>): Factories {
  const found = Object.entries(classOfFactory).flatMap(([factory, name]): [string, Constructor][] => {
    const made = classes[name];
    return typeof made === 'function' ? [[factory, made as Constructor]] : [];
  });
  return new Map(found);
}
