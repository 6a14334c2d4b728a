// The settings of the extension, read in one place: package.json says them to the user, a test compares the two.

export interface Settings {
  /** Node to run scripts with; empty: found by find-node.ts. */
  nodePath: string;
  nodeArgs: string[];
  /** Added to the environment of the script. */
  env: Record<string, string>;
  /** Working folder; relative to the workspace folder; empty: the workspace folder, or the script's own. */
  cwd: string;
  onDeadlock: 'exit' | 'stay';
  openSwimlane: 'beside' | 'below' | 'never';
  /** How many bytes of each sent value the trace keeps. */
  previewBytes: number;
  /** How many traces are kept in the storage of the extension. */
  keepRuns: number;
}

/** What stands where the user has set nothing, or something that does not fit; the same values as in package.json. */
export const defaultSettings: Settings = {
  nodePath: '',
  nodeArgs: [],
  env: {},
  cwd: '',
  onDeadlock: 'exit',
  openSwimlane: 'beside',
  previewBytes: 128,
  keepRuns: 20,
};

/** Reads all settings through `get`, for instance that of `workspace.getConfiguration('lanescope', uri)`. */
export function readSettings(get: (name: keyof Settings) => unknown): Settings {
  const fallback = defaultSettings;
  return {
    nodePath: text(get('nodePath'), fallback.nodePath),
    nodeArgs: texts(get('nodeArgs')),
    env: environment(get('env')),
    cwd: text(get('cwd'), fallback.cwd),
    onDeadlock: oneOf(get('onDeadlock'), ['exit', 'stay'], fallback.onDeadlock),
    openSwimlane: oneOf(get('openSwimlane'), ['beside', 'below', 'never'], fallback.openSwimlane),
    previewBytes: whole(get('previewBytes'), 0, 65_536, fallback.previewBytes),
    keepRuns: whole(get('keepRuns'), 1, 1000, fallback.keepRuns),
  };
}

function text(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value.trim() : fallback;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function environment(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.find((word) => word === value) ?? fallback;
}

function whole(value: unknown, low: number, high: number, fallback: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high ? value : fallback;
}
