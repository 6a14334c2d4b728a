// A pipe in the kernel: two objects, its ends. Each keeps what was sent to it in a channel, and knows the other one; an end that
// nobody can use any more is the end of file of the other.

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
import { type PipeOperation, pipeOperations } from './operations.ts';

const unlimited = { capacity: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

class EndState implements ObjectState {
  readonly owner: KernelObject;
  readonly canRead: boolean;
  readonly inbox = new Channel(unlimited);
  /** Open while `recv` would not have to wait: for polls, which take nothing. */
  readonly ready: Cell = new WaitQueue('empty', 0);
  readonly cells: readonly Cell[] = [this.inbox.items, this.ready];
  /** Only while the second end is not made yet is there none. */
  peer: EndState | null = null;
  /** Nobody can use this end any more. */
  isAbandoned = false;

  constructor(owner: KernelObject, canRead: boolean) {
    this.owner = owner;
    this.canRead = canRead;
  }

  get stock(): Channel {
    return this.inbox;
  }

  /** Nobody is left who could receive what is sent from here. */
  get isShut(): boolean {
    return this.peer?.isAbandoned ?? false;
  }

  /** What was given out and not taken may come back: until then the end of file is not certain. */
  get isAtEnd(): boolean {
    return this.isShut && this.inbox.occupied === 0;
  }

  carriers(): Iterable<Message> {
    return this.inbox.carriers;
  }

  openers(): Iterable<KernelObject> {
    return this.peer ? [this.peer.owner] : [];
  }

  size(): number {
    return this.canRead ? this.inbox.length : -1;
  }

  /** The inbox, or who could send into it, has changed. */
  changed(context: RuleContext): void {
    const isReady = this.inbox.length > 0 || this.isAtEnd;
    this.ready.permits = isReady ? Number.POSITIVE_INFINITY : 0;
    if (isReady) context.wake(this.ready);
    if (this.isAtEnd) for (const receiver of [...this.inbox.items.waiters]) context.refuse(receiver, endOfFile);
  }
}

const endOfFile: Refusal = {
  error: 'EOFError',
  text: 'every process that held the other end has closed it or ended, and all that was sent has been received',
};
const noReader: Refusal = {
  error: 'BrokenPipeError',
  text: 'nobody can receive it: every process that held the other end has closed it or ended',
};

function send(name: PipeOperation): OperationRule<EndState> {
  return {
    name,
    sends: true,
    refusal: (state) => (state.isShut ? noReader : null),
    // the broker holds what is sent: a send never waits
    cell: () => null,
    perform({ peer }, { message }, context) {
      if (!peer || !message) return {};
      peer.inbox.push(message);
      context.wake(peer.inbox.items);
      peer.changed(context);
      return {};
    },
  };
}

const wording = {
  waitsFor: (name: string) => `a message at \`${name}\``,
  couldEnd: 'send one',
  cure: 'Send what it waits for, or let every process close() its copy of the other end: then recv() ends with EOFError.',
};

function recv(name: PipeOperation): OperationRule<EndState> {
  return {
    name,
    taken: true,
    refusal: (state) => (state.isAtEnd ? endOfFile : null),
    cell: (state) => state.inbox.items,
    enders: (state) => state.openers(),
    wording,
    perform(state, _operation, context) {
      const message = state.inbox.lend();
      state.changed(context);
      return message ? { message } : {};
    },
    handOver(state, message, context) {
      state.inbox.handOver(message);
      state.changed(context);
    },
    takeBack(state, message, context) {
      state.inbox.putBack(message);
      if (state.isAbandoned) empty(state, context);
      else {
        context.wake(state.inbox.items);
        state.changed(context);
      }
    },
  };
}

/** What nobody can receive any more holds nothing. */
function empty(state: EndState, context: RuleContext): void {
  const dropped = state.inbox.clear();
  if (dropped.length > 0) context.dropped(dropped);
}

const rules: Record<PipeOperation, OperationRule<EndState>> = {
  send: send('send'),
  sendBytes: send('sendBytes'),
  recv: recv('recv'),
  recvBytes: recv('recvBytes'),
  poll: {
    name: 'poll',
    cell: (state) => state.ready,
    enders: (state) => state.openers(),
    wording,
    perform: () => ({ code: 1 }),
  },
  // that nothing is there is an answer, not the end of a wait
  pollNow: { name: 'poll', cell: () => null, perform: (state) => ({ code: state.ready.permits > 0 ? 1 : 0 }) },
};

export const pipeRule: ObjectRule<EndState> = {
  type: 'Connection',
  operations: pipeOperations.map((name) => rules[name]),
  create(object, options, [other]) {
    const state = new EndState(object, options.readable === 1);
    if (!other) return state;
    const peer = other.state;
    if (!(peer instanceof EndState) || peer.peer)
      throw new RangeError('a pipe has two ends, and no end is in two pipes');
    [state.peer, peer.peer] = [peer, state];
    return state;
  },
  abandoned(state, context) {
    state.isAbandoned = true;
    empty(state, context);
    if (!state.peer) return;
    context.tellShut(state.peer.owner);
    state.peer.changed(context);
  },
};
