// What locks and signals promise, as simply as it can be said: who may go on now, and what becomes of those who wait.

export interface ModelCall {
  id: number;
  process: number;
  method: string;
  state: 'pending' | 'granted' | 'ended';
  deadline: number;
  count: number;
}

export type How = 'timeout' | 'cancel' | 'death';

/** One object. `others` of an answer are calls that end by it with an error. */
export interface SyncModel {
  methods: readonly string[];
  /** Those of `methods` whose answer the caller has to take. */
  taken: readonly string[];
  called(call: ModelCall): void;
  maySettle(call: ModelCall): boolean;
  /** @returns an error, or '' for an answer that is well. */
  serve(call: ModelCall): string;
  over(call: ModelCall, how: How): void;
  size(): number;
  /** Calls that ended with BrokenBarrierError besides the one that did it. */
  refused: ModelCall[];
}

export function lockModel(isRecursive: boolean): SyncModel {
  const levels: ModelCall[] = [];
  const owner = () => levels[0]?.process;
  const isAlone = ({ method }: ModelCall) => method === 'acquireAlone';
  return {
    methods: ['acquire', 'acquire', 'acquireAlone', 'release', 'release', 'releaseAlone', 'releaseAll'],
    taken: ['acquire', 'acquireAlone'],
    refused: [],
    called: () => {},
    maySettle(call) {
      if (call.method.startsWith('release') || levels.length === 0) return true;
      return isRecursive && owner() === call.process && !(isAlone(call) && levels.some(isAlone));
    },
    serve(call) {
      if (!call.method.startsWith('release')) levels.push(call);
      else if (call.method === 'releaseAll') {
        if (owner() === call.process) levels.length = 0;
      } else if (isRecursive ? owner() !== call.process : levels.length === 0) {
        return isRecursive ? 'NotOwnerError' : 'ReleaseError';
      } else {
        const wanted = levels.findLastIndex((level) => isAlone(level) === (call.method === 'releaseAlone'));
        levels.splice(wanted < 0 ? levels.length - 1 : wanted, 1);
      }
      return '';
    },
    over(call) {
      const index = levels.indexOf(call);
      if (index >= 0) levels.splice(index, 1);
    },
    size: () => (levels.length === 0 ? 1 : 0),
  };
}

export function semaphoreModel(value: number, bound: number): SyncModel {
  let permits = value;
  return {
    methods: ['acquire', 'acquire', 'release', 'getValue'],
    taken: ['acquire'],
    refused: [],
    called: () => {},
    maySettle: ({ method }) => method !== 'acquire' || permits > 0,
    serve({ method }) {
      if (method === 'release' && permits >= bound) return 'ReleaseError';
      if (method === 'acquire') permits--;
      if (method === 'release') permits++;
      return '';
    },
    over({ state }) {
      if (state === 'granted') permits = Math.min(bound, permits + 1);
    },
    size: () => permits,
  };
}

export function eventModel(): SyncModel {
  let isSet = false;
  const waiting = new Set<ModelCall>();
  const let_go = new Set<ModelCall>();
  return {
    methods: ['wait', 'wait', 'set', 'clear', 'isSet'],
    taken: [],
    refused: [],
    called(call) {
      if (call.method === 'wait') (isSet ? let_go : waiting).add(call);
    },
    maySettle: (call) => call.method !== 'wait' || let_go.has(call),
    serve({ method }) {
      if (method === 'set') {
        isSet = true;
        for (const one of waiting) let_go.add(one);
        waiting.clear();
      }
      if (method === 'clear') isSet = false;
      return '';
    },
    over(call) {
      waiting.delete(call);
    },
    size: () => (isSet ? 1 : 0),
  };
}

/** @param holds whether a process holds the condition's lock */
export function conditionModel(holds: (process: number) => boolean): SyncModel {
  const asleep: ModelCall[] = [];
  const notified = new Set<ModelCall>();
  const refusedAtOnce = new Set<ModelCall>();
  const wake = (count: number) => {
    for (const one of asleep.splice(0, count)) notified.add(one);
  };
  return {
    methods: ['wait', 'wait', 'notify', 'notifyAll'],
    taken: ['wait'],
    refused: [],
    called(call) {
      if (call.method === 'wait') holds(call.process) ? asleep.push(call) : refusedAtOnce.add(call);
    },
    maySettle: (call) => call.method !== 'wait' || notified.has(call) || refusedAtOnce.has(call),
    serve(call) {
      if (refusedAtOnce.has(call)) return 'NotOwnerError';
      if (call.method === 'wait') return '';
      if (!holds(call.process)) return 'NotOwnerError';
      wake(call.method === 'notify' ? call.count : asleep.length);
      return '';
    },
    over(call) {
      const index = asleep.indexOf(call);
      if (index >= 0) asleep.splice(index, 1);
      else if (notified.delete(call)) wake(1);
    },
    size: () => asleep.length,
  };
}

export function barrierModel(parties: number, hasAction: boolean): SyncModel {
  const arrived: ModelCall[] = [];
  let ready: ModelCall[] = [];
  const passing = new Set<ModelCall>();
  let acting: ModelCall | null = null;
  let isBroken = false;
  const open = () => {
    acting = null;
    for (const one of ready) passing.add(one);
    ready = [];
  };
  const model: SyncModel = {
    methods: ['wait', 'wait', 'wait', 'wait', 'open', 'reset', 'abort', 'waiting', 'broken'],
    taken: ['wait'],
    refused: [],
    called(call) {
      if (call.method === 'wait') arrived.push(call);
    },
    maySettle(call) {
      if (call.method !== 'wait' || passing.has(call)) return true;
      return isBroken || (acting === null && arrived[parties - 1] === call);
    },
    serve(call) {
      if (call.method === 'open') {
        if (acting?.process !== call.process) return 'BrokenBarrierError';
        open();
      }
      if (call.method === 'reset' || call.method === 'abort') disband(call.method === 'abort');
      if (call.method !== 'wait' || passing.has(call)) return '';
      arrived.splice(arrived.indexOf(call), 1);
      if (isBroken) return 'BrokenBarrierError';
      ready.push(...arrived.splice(0, parties - 1));
      if (hasAction) acting = call;
      else open();
      return '';
    },
    over(call, how) {
      const waited = [arrived, ready].some((list) => {
        const index = list.indexOf(call);
        if (index >= 0) list.splice(index, 1);
        return index >= 0;
      });
      if (call === acting || (waited && how === 'timeout')) disband(true);
    },
    size: () => arrived.length + ready.length,
  };
  function disband(breaks: boolean) {
    acting = null;
    isBroken = breaks;
    model.refused.push(...ready.splice(0), ...arrived.splice(0));
  }
  return model;
}
