// The options of `lanescope run`, checked one by one: a wrong one is told with what would be right.

export interface ParsedRun {
  script: string;
  args: string[];
  /** `undefined`: the default place; `null`: no trace. */
  trace: string | null | undefined;
  show: 'text' | 'html' | null;
  onDeadlock: 'exit' | 'stay';
  previewBytes: number;
  /** Working folder of the script; null: the one of the command. */
  cwd: string | null;
  node: string | null;
  nodeArgs: string[];
}

/** Wrong usage: the message says what and how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${option} takes ${allowed.join(' or ')}, not '${value}'`);
  return found;
}

/** Each option with what it does to the result; those with a value get it. */
const shows = ['text', 'html'] as const;
const onDeadlocks = ['exit', 'stay'] as const;

const options: Readonly<Record<string, { takesValue: boolean; set(run: ParsedRun, value: string): void }>> = {
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
};

/** @throws UsageError */
export function parseRun(args: readonly string[]): ParsedRun {
  const run: ParsedRun = {
    script: '',
    args: [],
    trace: undefined,
    show: null,
    onDeadlock: 'exit',
    previewBytes: 128,
    cwd: null,
    node: null,
    nodeArgs: [],
  };
  let at = 0;
  while (at < args.length && args[at]?.startsWith('-')) {
    const [name = '', attached] = splitOption(args[at++] ?? '');
    if (name === '--') break;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) throw new UsageError(`there is no option ${name}; options come before the script`);
    if (!option.takesValue && attached !== undefined) throw new UsageError(`${name} takes no value`);
    const value = option.takesValue ? (attached ?? args[at++]) : '';
    if (value === undefined) throw new UsageError(`${name} needs a value`);
    option.set(run, value);
  }
  const script = args[at];
  if (script === undefined) throw new UsageError('which script? lanescope run [options] SCRIPT [ARGUMENT…]');
  if (run.trace === null && run.show !== null) throw new UsageError('--show needs a trace: leave out --no-trace');
  return { ...run, script, args: args.slice(at + 1) };
}

function splitOption(text: string): [string, string | undefined] {
  const equals = text.indexOf('=');
  return text.startsWith('--') && equals > 0 ? [text.slice(0, equals), text.slice(equals + 1)] : [text, undefined];
}
