// A run under VS Code's JavaScript debugger: the broker runs without its bootloader, which is handed to the user's processes.

import * as vscode from 'vscode';
import type { Launch, Launched } from './launch-terminal.ts';

/** What js-debug adds to the environment, and the names under which the broker finds it for its children. */
const handedOn = ['NODE_OPTIONS', 'VSCODE_INSPECTOR_OPTIONS'];

/** Where there is no `sh`: a wrapper in Node, which is itself debugged and so has an entry in the call stack. */
const wrapper = `const { env } = process;
for (const name of ${JSON.stringify(handedOn)}) {
  if (env[name] !== undefined) env['LANESCOPE_CHILD_' + name] = env[name];
  delete env[name];
}
const [program, ...args] = process.argv.slice(1);
const broker = require('node:child_process').spawn(program, args, { stdio: 'inherit' });
broker.once('exit', (code) => process.exit(code ?? 1));`;

/**
 * The command that starts `program` with the debugger's variables renamed to `LANESCOPE_CHILD_…`: through `sh`, which
 * then becomes the broker, or on Windows through a wrapper.
 */
export function handOnDebugger(
  program: string,
  args: readonly string[],
  platform: NodeJS.Platform = process.platform,
): { program: string; args: string[] } {
  if (platform === 'win32') return { program, args: ['-e', wrapper, '--', program, ...args] };
  const rename = handedOn.map((name) => `export LANESCOPE_CHILD_${name}="$${name}"; unset ${name}`).join('; ');
  return { program: '/bin/sh', args: ['-c', `${rename}; exec "$0" "$@"`, program, ...args] };
}

/** Starts `launch` as a debug session; resolves to undefined where VS Code refused it (and has said why). */
export async function launchInDebugger(launch: Launch): Promise<Launched | undefined> {
  const key = `lanescope-${Date.now()}`;
  let session: vscode.DebugSession | undefined;
  const listening: vscode.Disposable[] = [];
  const ended = new Promise<void>((resolve) => {
    const ours = (other: vscode.DebugSession) => other.configuration.lanescopeRun === key && !other.parentSession;
    listening.push(
      vscode.debug.onDidStartDebugSession((started) => {
        if (ours(started)) session = started;
      }),
      vscode.debug.onDidTerminateDebugSession((terminated) => ours(terminated) && resolve()),
    );
  });
  const stopListening = () => vscode.Disposable.from(...listening).dispose();
  void ended.then(stopListening);
  const accepted = await vscode.debug.startDebugging(launch.folder, configuration(launch, key));
  if (!accepted) {
    stopListening();
    return undefined;
  }
  return { ended, stop: () => void vscode.debug.stopDebugging(session) };
}

function configuration(launch: Launch, key: string): vscode.DebugConfiguration {
  const { program, args } = handOnDebugger(launch.program, launch.args);
  return {
    type: 'node',
    request: 'launch',
    name: launch.name,
    runtimeExecutable: program,
    runtimeArgs: args,
    cwd: launch.cwd,
    env: launch.env,
    console: 'integratedTerminal',
    internalConsoleOptions: 'neverOpen',
    autoAttachChildProcesses: true,
    skipFiles: ['<node_internals>/**', '**/dist/bootstrap.mjs', '**/dist/lanescope.mjs'],
    lanescopeRun: key,
  };
}
