// Which Node runs the script: the setting, then `node` on the PATH if new enough, then VS Code's own.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The first Node that strips types and has `module.registerHooks` and `import.meta.main`. */
export const oldestNode = '22.18.0';

export interface FoundNode {
  path: string;
  /** What has to be in the environment so that `path` acts as Node. */
  env: Record<string, string>;
  /** False for VS Code's own Electron: js-debug takes `ELECTRON_RUN_AS_NODE` away. */
  canDebug: boolean;
}

/** No Node fits; `tried` says, for the user, what was looked at and what was wrong with it. */
export class NodeNotFoundError extends Error {
  override readonly name = 'NodeNotFoundError';
  readonly tried: readonly string[];

  constructor(tried: readonly string[]) {
    super(`Scripts need Node.js ${oldestNode} or newer. ${tried.join(' ')}`);
    this.tried = tried;
  }
}

/** Is `version` (`24.1.0`, with or without `v`) at least `oldest`? False for what is no version. */
export function isNewEnough(version: string, oldest: string = oldestNode): boolean {
  const parts = (text: string) => /^v?(\d+)\.(\d+)\.(\d+)/.exec(text.trim())?.slice(1).map(Number);
  const have = parts(version);
  const need = parts(oldest);
  if (!have || !need) return false;
  for (const [i, wanted] of need.entries()) {
    const given = have[i] ?? 0;
    if (given !== wanted) return given > wanted;
  }
  return true;
}

/** Asks a Node for its version; null where `path` cannot be started or is no Node. */
export type AskVersion = (path: string) => Promise<string | null>;

interface Own {
  execPath: string;
  version: string;
  isElectron: boolean;
}

/**
 * Finds the Node for scripts. A set `nodePath` is taken or refused, never passed over in silence.
 *
 * @throws {@link NodeNotFoundError}
 */
export async function findNode(
  nodePath: string,
  ask: AskVersion = askVersion,
  own: Own = ownRuntime(),
): Promise<FoundNode> {
  if (nodePath !== '') {
    const version = await ask(nodePath);
    if (version !== null && isNewEnough(version)) return { path: nodePath, env: {}, canDebug: true };
    throw new NodeNotFoundError([`lanescope.nodePath: ${what(nodePath, version)}.`]);
  }
  const onPath = await ask('node');
  if (onPath !== null && isNewEnough(onPath)) return { path: 'node', env: {}, canDebug: true };
  if (isNewEnough(own.version)) {
    const env: Record<string, string> = own.isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {};
    return { path: own.execPath, env, canDebug: !own.isElectron };
  }
  throw new NodeNotFoundError([`On the PATH: ${what('node', onPath)}.`, `VS Code's own: ${own.version}.`]);
}

function what(path: string, version: string | null): string {
  return version === null ? `${path} cannot be started` : `${path} is ${version}`;
}

function ownRuntime(): Own {
  return {
    execPath: process.execPath,
    version: process.versions.node,
    isElectron: process.versions.electron !== undefined,
  };
}

const run = promisify(execFile);

async function askVersion(path: string): Promise<string | null> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000, windowsHide: true });
    return stdout.trim();
  } catch {
    return null; // the caller says what could not be started
  }
}
