// A manager in the kernel: a channel of requests that its process takes one after the other, and for each caller a wait for its answer.
// A proxy is an object of its own, so that it is held, named and sent like any other; its requests go into its manager's channel.

import { Channel } from '../../kernel/channel.ts';
import type {
  Cell,
  KernelObject,
  Message,
  ObjectRule,
  ObjectState,
  Operation,
  OperationRule,
  Outcome,
  Refusal,
  RuleContext,
} from '../../kernel/object-rule.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import {
  type AnswerOperation,
  answers,
  type ManagerOperation,
  managerOperations,
  mostRemoteMethods,
  proxyMethods,
  remoteType,
} from './operations.ts';

/** A call whose answer is awaited. */
interface Unanswered {
  readonly operation: Operation;
  /** Opens for this one caller alone. */
  readonly cell: Cell;
  answer: { message: Message; code: number } | null;
}

class ManagerState implements ObjectState {
  readonly owner: KernelObject;
  readonly requests = new Channel({ capacity: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY });
  /** Opens when the manager's process can take requests. */
  readonly started: Cell = new WaitQueue('starting', 0);
  /** Opens when it has ended. */
  readonly ended: Cell = new WaitQueue('join', 0);
  readonly cells: readonly Cell[] = [this.started, this.requests.items, this.ended];
  readonly proxies: KernelObject[] = [];
  readonly unanswered = new Map<number, Unanswered>();
  /** By the request that lies in the channel: the call that waits for its answer. */
  readonly callers = new Map<Message, Operation>();
  /** The manager's process; 0: it has not said so yet. */
  server = 0;
  isShut = false;
  /** Why no more calls are taken; empty as long as they are. */
  whyShut = '';
  hasEnded = false;

  constructor(owner: KernelObject) {
    this.owner = owner;
  }

  carriers(): Iterable<Message> {
    return this.requests.carriers;
  }

  size(): number {
    return this.requests.length;
  }

  /** Takes no more calls; those that are in the channel are answered still. */
  shut(why: string, context: RuleContext): void {
    if (this.isShut) return;
    this.isShut = true;
    this.whyShut = why;
    context.tellShut(this.owner);
  }

  /** Its process is gone: nobody will ever be answered. */
  end(why: string, context: RuleContext): void {
    this.shut(why, context);
    this.whyShut = why;
    this.hasEnded = true;
    const starters = [...this.started.waiters];
    const callers = [...this.unanswered.values()].filter(({ answer }) => answer === null);
    this.callers.clear();
    context.dropped(this.requests.clear());
    for (const operation of starters) context.refuse(operation, this.gone());
    for (const { operation } of callers) {
      this.unanswered.delete(operation.id);
      context.refuse(operation, this.gone());
    }
    this.ended.permits = Number.POSITIVE_INFINITY;
    context.wake(this.ended);
  }

  gone(): Refusal {
    return { error: 'ConnectionError', text: `the manager takes no more calls: ${this.whyShut}` };
  }

  /** Puts a request into the channel. */
  request(message: Message | null, context: RuleContext): void {
    if (!message) return;
    this.requests.push(message);
    context.wake(this.requests.items);
  }
}

class ProxyState implements ObjectState {
  readonly manager: ManagerState;
  readonly cells: readonly Cell[] = [];

  constructor(manager: ManagerState) {
    this.manager = manager;
  }

  /** Answers that their callers have not been handed yet. */
  carriers(): readonly Message[] {
    return [...this.manager.unanswered.values()].flatMap(({ operation, answer }) =>
      answer !== null && answer.message.handles.length > 0 && operation.object.state === this ? [answer.message] : [],
    );
  }

  size(): number {
    return -1;
  }
}

const start: OperationRule<ManagerState> = {
  name: 'start',
  cell: (state) => state.started,
  refusal: (state) => (state.hasEnded ? state.gone() : null),
  perform: () => ({}),
  wording: {
    waitsFor: (name) => `the process of the manager \`${name}\``,
    couldEnd: 'make it ready',
    cure: 'Let the modules that a manager imports come to their end.',
  },
};

/** A request like others, so that everything asked before it is answered before it; what is asked after it is refused. */
const shutdown: OperationRule<ManagerState> = {
  name: 'shutdown',
  sends: true,
  taken: true,
  cell: () => null,
  perform(state, operation, context) {
    if (operation.isUnderWay) return {};
    if (!state.isShut) {
      state.shut('it was shut down', context);
      state.request(operation.message, context);
    } else if (operation.message) context.dropped([operation.message]);
    return state.hasEnded ? {} : { next: state.ended };
  },
  enders: (state) => [state.server],
  wording: {
    waitsFor: (name) => `the end of the manager \`${name}\``,
    couldEnd: 'end',
    cure: 'Let the methods that the manager runs come to their end.',
  },
};

const ready: OperationRule<ManagerState> = {
  name: 'ready',
  cell: () => null,
  perform(state, operation, context) {
    state.server = operation.process;
    state.started.permits = Number.POSITIVE_INFINITY;
    context.wake(state.started);
    return {};
  },
};

const accept: OperationRule<ManagerState> = {
  name: 'accept',
  taken: true,
  serves: true,
  cell: (state) => state.requests.items,
  // what was asked before its creator ended is answered still
  refusal: (state) => (state.isShut && state.requests.length === 0 ? state.gone() : null),
  perform(state) {
    const message = state.requests.lend();
    if (!message) return {};
    const caller = state.callers.get(message);
    state.callers.delete(message);
    return { message, code: caller?.id ?? 0 };
  },
  handOver: (state, message) => state.requests.handOver(message),
  // its process has ended with it
  takeBack: (_state, message, context) => context.dropped([message]),
  enders: (state) => [state.owner, ...state.proxies],
};

function answer<S extends ObjectState>(
  operation: AnswerOperation,
  managerOf: (state: S) => ManagerState,
): OperationRule<S> {
  return {
    name: 'reply',
    sends: true,
    cell: () => null,
    perform(state, { answers: number, message }, context) {
      const manager = managerOf(state);
      const asked = manager.unanswered.get(number);
      if (!message) return {};
      // who asked may have ended meanwhile
      if (!asked || asked.answer) context.dropped([message]);
      else {
        asked.answer = { message, code: answers.indexOf(operation) };
        asked.cell.permits = 1;
        context.wake(asked.cell);
      }
      return {};
    },
  };
}

const managerRules: Record<ManagerOperation, OperationRule<ManagerState>> = {
  start,
  shutdown,
  ready,
  accept,
  fail: answer('fail', (state) => state),
};

const managerRule: ObjectRule<ManagerState> = {
  type: 'Manager',
  operations: managerOperations.map((name) => managerRules[name]),
  create: (object) => new ManagerState(object),
  processEnded(state, { id, name, exitCode }, context) {
    if (state.hasEnded) return;
    // before its process is ready nobody else can hold the manager than its creator
    const isServer = state.server === 0 ? id !== state.owner.creator : id === state.server;
    if (isServer) {
      const why = (exitCode ?? 0) < 0 ? `${name} was ended by signal ${-(exitCode ?? 0)}` : `${name} has ended`;
      state.end(state.isShut ? state.whyShut : why, context);
    } else if (id === state.owner.creator) {
      state.shut(`${name}, which had started it, has ended`, context);
      if (state.requests.length > 0) return;
      for (const waiting of [...state.requests.items.waiters]) context.refuse(waiting, state.gone());
    }
  },
};

/** A method of a shared object: a request, and the wait for its answer. */
function method(name: string): OperationRule<ProxyState> {
  return {
    name,
    sends: true,
    taken: true,
    refusal: ({ manager }, { isUnderWay }) => (manager.isShut && !isUnderWay ? manager.gone() : null),
    cell: () => null,
    perform({ manager }, operation, context): Outcome {
      const asked = manager.unanswered.get(operation.id);
      if (asked?.answer) {
        manager.unanswered.delete(operation.id);
        return asked.answer;
      }
      const cell: Cell = new WaitQueue('reply', 0);
      manager.unanswered.set(operation.id, { operation, cell, answer: null });
      if (operation.message) manager.callers.set(operation.message, operation);
      manager.request(operation.message, context);
      return { next: cell };
    },
    takeBack: (_state, message, context) => context.dropped([message]),
    givenUp({ manager }, operation, _how, context) {
      const asked = manager.unanswered.get(operation.id);
      manager.unanswered.delete(operation.id);
      if (asked?.answer) context.dropped([asked.answer.message]);
    },
    enders: ({ manager }) => [manager.server],
    wording: {
      waitsFor: (proxy) => `the answer of \`${proxy}\``,
      couldEnd: 'answer',
      cure: "Let the method that was called in the manager's process come to its end.",
    },
  };
}

/** Nobody waits for it. Where the manager is gone already, the first call says so. */
const create: OperationRule<ProxyState> = {
  name: 'create',
  sends: true,
  cell: () => null,
  perform({ manager }, operation, context) {
    if (!manager.isShut) manager.request(operation.message, context);
    else if (operation.message) context.dropped([operation.message]);
    return {};
  },
};

function proxyRule(type: string, methods: readonly string[]): ObjectRule<ProxyState> {
  const answering = answers.map((one) => answer<ProxyState>(one, ({ manager }) => manager));
  return {
    type,
    operations: [create, method('construct'), ...answering, ...methods.map(method)],
    create(object, _options, [manager]) {
      const state = manager?.state;
      if (!(state instanceof ManagerState)) throw new RangeError(`a ${type} is made without a manager`);
      state.proxies.push(object);
      return new ProxyState(state);
    },
  };
}

const remoteRule: ObjectRule<ProxyState> = {
  ...proxyRule(remoteType, []),
  specialized: (options) => proxyRule(remoteType, Object.keys(options).slice(0, mostRemoteMethods)),
};

export const managerKinds: readonly ObjectRule[] = [
  managerRule,
  ...Object.entries(proxyMethods).map(([type, methods]) => proxyRule(type, methods)),
  remoteRule,
];
