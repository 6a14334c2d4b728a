// A process as an object: others join it, it sleeps on itself.

import type { Cell, ObjectRule, ObjectState, OperationRule, RuleContext } from '../../kernel/object-rule.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
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
};

export const processRule: ObjectRule<ProcessState> = {
  type: 'Process',
  operations: processOperations.map((name) => rules[name]),
  create: (_object, options) => new ProcessState(options.process ?? 0),
};
