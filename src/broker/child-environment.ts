// The environment of a user's process: the broker's own, what a debugger had meant for the program, and the boot variable.

import { type Boot, bootVariable, compileCacheVariable } from '../protocol/boot.ts';

/** Variables that the extension has put aside so that a debugger attaches to the user's processes and not to the broker. */
const handedOn = ['NODE_OPTIONS', 'VSCODE_INSPECTOR_OPTIONS'];
const prefix = 'LANESCOPE_CHILD_';

type Environment = Record<string, string | undefined>;

/** What the program sees. */
export function userEnvironment(env: Environment): Environment {
  const seen = { ...env };
  for (const name of handedOn) {
    const put = env[prefix + name];
    delete seen[prefix + name];
    if (put !== undefined && put !== '') seen[name] = put;
  }
  return seen;
}

/**
 * What a process is started with: the same and our own variables, which it takes away again.
 * @param compiled folder in which V8 shall keep compiled code; a program that has chosen one keeps its own
 */
export function bootEnvironment(seen: Environment, boot: Boot, compiled: string | null): Environment {
  const isOurs = compiled !== null && compileCacheVariables.every((name) => seen[name] === undefined);
  const variables = isOurs ? { ...seen, [compileCacheVariable]: compiled } : seen;
  return { ...variables, [bootVariable]: JSON.stringify({ ...boot, hidesCompileCache: isOurs } satisfies Boot) };
}

const compileCacheVariables = [compileCacheVariable, 'NODE_DISABLE_COMPILE_CACHE', 'NODE_V8_COVERAGE'];
