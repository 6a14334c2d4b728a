// The environment of a user's process: the broker's own, what a debugger had meant for the program, and the boot variable.

import { type Boot, bootVariable } from '../protocol/boot.ts';

/** Variables that the extension has put aside so that a debugger attaches to the user's processes and not to the broker. */
const handedOn = ['NODE_OPTIONS', 'VSCODE_INSPECTOR_OPTIONS'];
const prefix = 'LANESCOPE_CHILD_';

export function childEnvironment(env: NodeJS.ProcessEnv, boot: Boot): NodeJS.ProcessEnv {
  const child: NodeJS.ProcessEnv = { ...env, [bootVariable]: JSON.stringify(boot) };
  for (const name of handedOn) {
    const put = env[prefix + name];
    delete child[prefix + name];
    if (put !== undefined && put !== '') child[name] = put;
  }
  return child;
}
