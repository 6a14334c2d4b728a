// The command line of a run: what the extension asks of `lanescope run`.

import type { Settings } from './settings.ts';

export interface RunRequest {
  /** Absolute path of dist/cli.mjs. */
  cli: string;
  /** Absolute path of the script. */
  script: string;
  /** Absolute path of the script's working folder. */
  cwd: string;
  /** Absolute path of the trace to be written. */
  trace: string;
  settings: Pick<Settings, 'nodeArgs' | 'onDeadlock' | 'previewBytes'>;
}

/** Arguments for Node: the command, its options, the script. */
export function brokerArguments({ cli, script, cwd, trace, settings }: RunRequest): string[] {
  return [
    cli,
    'run',
    // they are in Problems
    '--no-findings',
    '--trace',
    trace,
    '--cwd',
    cwd,
    '--on-deadlock',
    settings.onDeadlock,
    '--preview',
    String(settings.previewBytes),
    ...settings.nodeArgs.flatMap((argument) => ['--node-arg', argument]),
    script,
  ];
}
