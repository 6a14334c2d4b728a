// The options of `lanescope run`, which `lanescope check` has too, checked one by one: a wrong one is told with what would be right.

import { UsageError } from './usage-error.ts';

export interface ParsedRun {
  script: string;
  args: string[];
  /** `undefined`: the default place; `null`: no trace. */
  trace: string | null | undefined;
  show: 'text' | 'html' | null;
  onDeadlock: 'exit' | 'stay';
  /** How long a run may wait for something from outside while no process goes on by itself; null: for ever. */
  outsideMs: number | null;
  previewBytes: number;
  /** Working folder of the script; null: the one of the command. */
  cwd: string | null;
  node: string | null;
  nodeArgs: string[];
  /** Whether the findings are counted at the end. */
  countFindings: boolean;
}

/** What one option does to the result; one with a value gets it. */
export interface Option<T> {
  takesValue: boolean;
  set(parsed: T, value: string): void;
}

export type Options<T> = Readonly<Record<string, Option<T>>>;

export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${option} takes ${alternatives(allowed)}, not '${value}'`);
  return found;
}

/** `a or b`, `a, b or c`. */
function alternatives(names: readonly string[]): string {
  return names.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

const shows = ['text', 'html'] as const;
const onDeadlocks = ['exit', 'stay'] as const;

export const runOptions: Options<ParsedRun> = {
  '--trace': {
    takesValue: true,
    set(run, value) {
      run.trace = value;
    },
  },
  '--no-trace': {
    takesValue: false,
    set(run) {
      run.trace = null;
    },
  },
  '--show': {
    takesValue: true,
    set(run, value) {
      run.show = oneOf('--show', value, shows);
    },
  },
  '--on-deadlock': {
    takesValue: true,
    set(run, value) {
      run.onDeadlock = oneOf('--on-deadlock', value, onDeadlocks);
    },
  },
  '--outside': {
    takesValue: true,
    set(run, value) {
      const seconds = /^\d{1,6}(\.\d+)?$/.test(value) ? Number(value) : 0;
      if (seconds === 0) throw new UsageError(`--outside takes a number of seconds above 0, not '${value}'`);
      run.outsideMs = seconds * 1000;
    },
  },
  '--preview': {
    takesValue: true,
    set(run, value) {
      if (!/^\d{1,6}$/.test(value)) throw new UsageError(`--preview takes a number of bytes, not '${value}'`);
      run.previewBytes = Number(value);
    },
  },
  '--cwd': {
    takesValue: true,
    set(run, value) {
      run.cwd = value;
    },
  },
  '--node': {
    takesValue: true,
    set(run, value) {
      run.node = value;
    },
  },
  '--node-arg': {
    takesValue: true,
    set(run, value) {
      run.nodeArgs.push(value);
    },
  },
  '--no-findings': {
    takesValue: false,
    set(run) {
      run.countFindings = false;
    },
  },
};

export function defaultRun(): ParsedRun {
  return {
    script: '',
    args: [],
    trace: undefined,
    show: null,
    onDeadlock: 'exit',
    outsideMs: null,
    previewBytes: 128,
    cwd: null,
    node: null,
    nodeArgs: [],
    countFindings: true,
  };
}

/** @throws UsageError */
export function parseRun(args: readonly string[]): ParsedRun {
  const run = defaultRun();
  const { rest } = parseOptions(args, runOptions, run);
  const [script, ...more] = rest;
  if (script === undefined) throw new UsageError('which script? lanescope run [options] SCRIPT [ARGUMENT…]');
  if (run.trace === null && run.show !== null) throw new UsageError('--show needs a trace: leave out --no-trace');
  return { ...run, script, args: more };
}

/**
 * Takes the options that stand before the first argument that is none.
 *
 * @returns the arguments behind them, and the names of those that were given
 * @throws UsageError
 */
export function parseOptions<T>(args: readonly string[], options: Options<T>, parsed: T) {
  const given: string[] = [];
  let at = 0;
  while (at < args.length && args[at]?.startsWith('-')) {
    const [name = '', attached] = splitOption(args[at++] ?? '');
    if (name === '--') break;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) throw new UsageError(`there is no option ${name}; options come before the script`);
    if (!option.takesValue && attached !== undefined) throw new UsageError(`${name} takes no value`);
    const value = option.takesValue ? (attached ?? args[at++]) : '';
    if (value === undefined) throw new UsageError(`${name} needs a value`);
    option.set(parsed, value);
    given.push(name);
  }
  return { rest: args.slice(at), given };
}

function splitOption(text: string): [string, string | undefined] {
  const equals = text.indexOf('=');
  return text.startsWith('--') && equals > 0 ? [text.slice(0, equals), text.slice(equals + 1)] : [text, undefined];
}
