// Which methods give a promise, by the class that has them, and which of those somebody calls in order to wait.

const lockable = { waits: ['acquire', 'hold'], others: ['with', 'release'] };

interface Methods {
  /** Without `await` the call is pointless: nothing is waited for, or the answer is lost. */
  waits: readonly string[];
  /** They give a promise too, which need not be awaited. */
  others: readonly string[];
}

const dict = ['get', 'has', 'pop', 'keys', 'values', 'entries', 'size', 'copy'];
const list = ['at', 'indexOf', 'length', 'slice', 'copy'];

const methods: ReadonlyMap<string, Methods> = new Map(
  Object.entries<Methods>({
    Queue: {
      waits: ['get', 'getNowait', 'qsize', 'empty', 'full'],
      others: ['put', 'putNowait', 'joinThread', 'shutdown'],
    },
    JoinableQueue: {
      waits: ['get', 'getNowait', 'qsize', 'empty', 'full', 'join'],
      others: ['put', 'putNowait', 'joinThread', 'shutdown', 'taskDone'],
    },
    SimpleQueue: { waits: ['get', 'empty'], others: ['put'] },
    Connection: { waits: ['recv', 'recvBytes', 'poll'], others: ['send', 'sendBytes'] },
    Lock: lockable,
    RLock: lockable,
    Semaphore: { waits: [...lockable.waits, 'getValue'], others: lockable.others },
    BoundedSemaphore: { waits: [...lockable.waits, 'getValue'], others: lockable.others },
    Condition: { waits: [...lockable.waits, 'wait', 'waitFor'], others: [...lockable.others, 'notify', 'notifyAll'] },
    Event: { waits: ['isSet', 'wait'], others: ['set', 'clear'] },
    Barrier: { waits: ['wait', 'waiting', 'broken'], others: ['reset', 'abort'] },
    Value: { waits: ['get'], others: ['set', 'update'] },
    SharedArray: { waits: ['get', 'slice'], others: ['set', 'setSlice'] },
    SharedMemory: { waits: ['read'], others: ['write', 'unlink'] },
    Process: { waits: ['join'], others: ['start', 'terminate', 'kill'] },
    Pool: { waits: ['apply', 'map', 'starmap', 'join'], others: ['terminate'] },
    AsyncResult: { waits: ['get', 'wait'], others: [] },
    PoolIterator: { waits: ['next'], others: [] },
    Manager: { waits: [], others: ['shutdown'] },
    DictProxy: {
      waits: dict.filter((name) => name !== 'pop'),
      others: ['set', 'delete', 'pop', 'setdefault', 'update', 'clear'],
    },
    ListProxy: { waits: list, others: ['set', 'push', 'pop', 'insert', 'remove', 'extend', 'reverse', 'sort'] },
    NamespaceProxy: { waits: ['get'], others: ['set', 'delete'] },
  }),
);

const functions: ReadonlyMap<string, Methods> = new Map(
  Object.entries<Methods>({
    sleep: { waits: ['sleep'], others: [] },
    wait: { waits: ['wait'], others: [] },
  }),
);

const statics: ReadonlyMap<string, Methods> = new Map(
  Object.entries<Methods>({
    Manager: { waits: ['start'], others: [] },
    SharedMemory: { waits: ['create', 'attach'], others: [] },
  }),
);

export type Promised = 'waits' | 'other' | undefined;

function lookUp(found: Methods | undefined, method: string): Promised {
  if (found?.waits.includes(method)) return 'waits';
  return found?.others.includes(method) ? 'other' : undefined;
}

/** Of a method of an object of a class. */
export function promisedBy(className: string, method: string): Promised {
  return lookUp(methods.get(className), method);
}

export function promisedByFunction(name: string): Promised {
  return lookUp(functions.get(name), name);
}

export function promisedByStatic(className: string, method: string): Promised {
  return lookUp(statics.get(className), method);
}

/** Is it a class of `lanescope` whose objects have methods that give promises? */
export function isKnownClass(name: string): boolean {
  return methods.has(name);
}

/** Functions that are run in a worker are the first argument of these. */
export const poolMethods: ReadonlySet<string> = new Set([
  'apply',
  'applyAsync',
  'map',
  'mapAsync',
  'starmap',
  'starmapAsync',
  'imap',
  'imapUnordered',
]);
