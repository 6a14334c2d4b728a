// A process as an object: others join it, it sleeps on itself.

import type { Cell, ObjectRule, ObjectState, Operation, OperationRule, RuleContext } from '../../kernel/object-rule.ts';
import { AnyOf, WaitQueue } from '../../kernel/wait-queue.ts';
import { type ProcessOperation, processOperations } from './operations.ts';

class ProcessState implements ObjectState {
  readonly process: number;
  /** The kernel opens it for everybody when the process has ended (it knows it by its reason, `join`). */
  readonly ended: Cell;
  /** Never opens: only the end of the time ends a sleep. */
  readonly asleep: Cell;
  readonly cells: readonly Cell[];

  constructor(process: number) {
    this.process = process;
    this.ended = new WaitQueue('join', 0);
    this.asleep = new WaitQueue('sleep', 0);
    this.cells = [this.ended, this.asleep];
  }

  get ready(): Cell {
    return this.ended;
  }

  openers(): readonly number[] {
    return [this.process];
  }

  carriers(): readonly never[] {
    return [];
  }

  size(): number {
    return -1;
  }
}

function signals(name: ProcessOperation, signal: 'SIGTERM' | 'SIGKILL'): OperationRule<ProcessState> {
  return {
    name,
    cell: () => null,
    perform(state, _operation, context: RuleContext) {
      context.signal(state.process, signal);
      return {};
    },
  };
}

function readyOf({ others }: Operation): Cell[] {
  return others.map(({ name, state, rule }) => {
    if (!state.ready) throw new RangeError(`${rule.type} ${name} cannot be waited for together with others`);
    return state.ready;
  });
}

/** Waits for what other objects tell of; it is the process's own operation, for none of them is the one that it is about. */
const wait: OperationRule<ProcessState> = {
  name: 'wait',
  taken: true,
  cell: (_state, operation) => new AnyOf('wait', readyOf(operation)),
  perform: (_state, operation) => ({
    payload: Uint8Array.from(readyOf(operation), ({ permits }) => Number(permits > 0)),
  }),
  enders: (_state, { others }) => others.flatMap(({ state }) => [...(state.openers?.() ?? [])]),
  wording: {
    waitsFor: (_name, _state, _nameOf, { others }) => {
      const names = others.map(({ name }) => `\`${name}\``).join(', ');
      return others.length === 1 ? names : `one of ${names || 'nothing'}`;
    },
    couldEnd: 'send or end',
    cure: 'Send what it waits for, close() every copy of the other ends, or wait with { timeout }.',
  },
};

const rules: Record<ProcessOperation, OperationRule<ProcessState>> = {
  join: {
    name: 'join',
    cell: (state) => state.ended,
    perform: () => ({ code: 1 }),
    enders: (state) => [state.process],
    wording: {
      waitsFor: (name) => `the end of ${name}`,
      couldEnd: 'end',
      cure: 'Give the process that is joined what it waits for before joining it.',
    },
  },
  sleep: { name: 'sleep', sleeps: true, cell: (state) => state.asleep, perform: () => ({}), enders: () => [] },
  terminate: signals('terminate', 'SIGTERM'),
  kill: signals('kill', 'SIGKILL'),
  wait,
  // told once, when the program has seen that it lives no more: for the trace alone
  isAlive: { name: 'isAlive', cell: () => null, perform: () => ({}) },
};

export const processRule: ObjectRule<ProcessState> = {
  type: 'Process',
  operations: processOperations.map((name) => rules[name]),
  create: (_object, options) => new ProcessState(options.process ?? 0),
};
