// Queue, JoinableQueue and SimpleQueue in the kernel: one channel, and a wait queue for "all tasks are done".

import { Channel } from '../../kernel/channel.ts';
import type {
  Cell,
  KernelObject,
  Message,
  ObjectRule,
  ObjectState,
  OperationRule,
  Refusal,
  RuleContext,
} from '../../kernel/object-rule.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { type QueueOperation, queueOperations } from './operations.ts';

class QueueState implements ObjectState {
  readonly owner: KernelObject;
  readonly channel: Channel;
  /** Passes everybody while no task is unfinished. */
  readonly allDone: Cell;
  readonly cells: readonly Cell[];
  unfinished = 0;
  isShut = false;
  /** Shut down at once: what comes back is dropped like what lay there. */
  isEmptied = false;

  constructor(object: KernelObject, capacity: number, maxBytes: number) {
    this.owner = object;
    this.channel = new Channel({ capacity, maxBytes });
    this.allDone = new WaitQueue('unfinished', Number.POSITIVE_INFINITY);
    this.cells = [this.channel.space, this.channel.items, this.allDone];
  }

  get stock(): Channel {
    return this.channel;
  }

  get room(): Cell | undefined {
    const { capacity, maxBytes } = this.channel.limits;
    return Number.isFinite(capacity) && maxBytes === Number.POSITIVE_INFINITY ? this.channel.space : undefined;
  }

  carriers(): Iterable<Message> {
    return this.channel.carriers;
  }

  size(): number {
    return this.channel.length;
  }

  setUnfinished(count: number, context: RuleContext): void {
    this.unfinished = count;
    this.allDone.permits = count === 0 ? Number.POSITIVE_INFINITY : 0;
    if (count === 0) context.wake(this.allDone);
  }
}

const shutDown: Refusal = { error: 'QueueShutDownError', text: 'the queue was shut down: nothing can be put any more' };
const drained: Refusal = { error: 'QueueShutDownError', text: 'the queue was shut down and has no items left' };
const tooOften: Refusal = {
  error: 'TaskDoneError',
  text: 'taskDone() was called more often than items were put: call it once for every item that was got',
};

function answer(name: QueueOperation, code: (state: QueueState) => number): OperationRule<QueueState> {
  return { name, cell: () => null, perform: (state) => ({ code: code(state) }) };
}

/** Which of its limits keeps a put waiting. */
function limitOf({ occupied, limits }: Channel): 'maxsize' | 'maxBytes' {
  return occupied < limits.capacity ? 'maxBytes' : 'maxsize';
}

function fullness(channel: Channel): string {
  if (limitOf(channel) === 'maxsize') return 'full';
  return `which take ${channel.bytes} bytes of at most ${channel.limits.maxBytes}`;
}

function put(tracksTasks: boolean): OperationRule<QueueState> {
  return {
    name: 'put',
    sends: true,
    refusal: (state) => (state.isShut ? shutDown : null),
    cell: (state) => state.channel.space,
    wording: {
      waitsFor: (name, { channel }) => `room in \`${name}\` (${channel.length} items, ${fullness(channel)})`,
      couldEnd: 'take one',
      cure: 'Let somebody get from it, or give the queue a greater maxsize.',
      cureFor: ({ channel }) => `Let somebody get from it, or give the queue a greater ${limitOf(channel)}.`,
    },
    perform(state, operation, context) {
      if (operation.message) state.channel.push(operation.message);
      if (tracksTasks) state.setUnfinished(state.unfinished + 1, context);
      context.wake(state.channel.items);
      return {};
    },
  };
}

const get: OperationRule<QueueState> = {
  name: 'get',
  taken: true,
  refusal: (state) => (state.isShut && state.channel.length === 0 ? drained : null),
  cell: (state) => state.channel.items,
  wording: {
    waitsFor: (name) => `an item of \`${name}\``,
    couldEnd: 'put one',
    cure: 'Put what it waits for, put a sentinel when nothing more will come, or wait with get({ timeout }).',
  },
  perform(state, _operation, context) {
    const message = state.channel.lend();
    if (state.isShut) refuseDrained(state, context);
    return message ? { message } : {};
  },
  handOver(state, message, context) {
    state.channel.handOver(message);
    context.wake(state.channel.space);
  },
  takeBack(state, message, context) {
    state.channel.putBack(message);
    if (state.isEmptied) drop(state, context);
    else context.wake(state.channel.items);
  },
};

function shutdown(atOnce: boolean): OperationRule<QueueState> {
  return {
    name: 'shutdown',
    cell: () => null,
    perform(state, _operation, context) {
      if (!state.isShut) context.tellShut(state.owner);
      state.isShut = true;
      for (const putter of [...state.channel.space.waiters]) context.refuse(putter, shutDown);
      if (atOnce) {
        state.isEmptied = true;
        drop(state, context);
      }
      refuseDrained(state, context);
      return {};
    },
  };
}

function drop(state: QueueState, context: RuleContext): void {
  const dropped = state.channel.clear();
  if (dropped.length > 0) context.dropped(dropped);
  if (state.unfinished > 0) state.setUnfinished(Math.max(0, state.unfinished - dropped.length), context);
}

function refuseDrained(state: QueueState, context: RuleContext): void {
  if (state.channel.length > 0) return;
  for (const getter of [...state.channel.items.waiters]) context.refuse(getter, drained);
}

const taskDone: OperationRule<QueueState> = {
  name: 'taskDone',
  refusal: (state) => (state.unfinished === 0 ? tooOften : null),
  cell: () => null,
  perform(state, _operation, context) {
    state.setUnfinished(state.unfinished - 1, context);
    return {};
  },
};

const join: OperationRule<QueueState> = {
  name: 'join',
  cell: (state) => state.allDone,
  wording: {
    waitsFor: (name, state) => `the end of all tasks of \`${name}\` (${state.unfinished} unfinished)`,
    couldEnd: 'call taskDone()',
    cure: 'Call taskDone() once for every item that was got.',
  },
  perform: () => ({ code: 1 }),
};

function operationsOf(tracksTasks: boolean): OperationRule<QueueState>[] {
  const rules: Record<QueueOperation, OperationRule<QueueState>> = {
    put: put(tracksTasks),
    get,
    qsize: answer('qsize', (state) => state.channel.occupied),
    empty: answer('empty', (state) => (state.channel.occupied === 0 ? 1 : 0)),
    full: answer('full', (state) => (state.channel.isFull ? 1 : 0)),
    // the link keeps a process's order: when this is answered, every put before it has been taken in
    joinThread: answer('joinThread', () => 0),
    shutdown: shutdown(false),
    shutdownNow: shutdown(true),
    taskDone,
    join,
  };
  return queueOperations.map((name) => rules[name]);
}

function limit(value: number | undefined): number {
  return value !== undefined && value > 0 ? value : Number.POSITIVE_INFINITY;
}

function rule(type: string, tracksTasks: boolean): ObjectRule<QueueState> {
  return {
    type,
    operations: operationsOf(tracksTasks),
    create: (object, options) => new QueueState(object, limit(options.maxsize), limit(options.maxBytes)),
    capacity: ({ maxsize = 0 }) => Math.max(0, maxsize),
  };
}

export const queueRules: readonly ObjectRule<QueueState>[] = [
  rule('Queue', false),
  rule('JoinableQueue', true),
  rule('SimpleQueue', false),
];
