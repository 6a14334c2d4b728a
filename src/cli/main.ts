#!/usr/bin/env node
// The `lanescope` command: finds the subcommand, and ends with its status.

import { check } from './check.ts';
import { run } from './run.ts';
import { show } from './show.ts';
import { usage } from './usage.ts';

/** One line a subcommand. */
const commands: Readonly<Record<string, (args: string[], io: NodeJS.Process) => Promise<number>>> = {
  run,
  check,
  show,
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  command(args, process).then(
    (status) => process.exit(status),
    (error: unknown) => {
      process.stderr.write(
        `lanescope ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exit(70);
    },
  );
} else if (name === '--help' || name === '-h' || name === 'help') {
  process.stdout.write(usage);
} else if (name === '--version') {
  const { packageVersion } = await import('../protocol/version.ts');
  process.stdout.write(`${packageVersion}\n`);
} else {
  const problem = name === '' ? 'which command?' : `there is no command '${name}'`;
  process.stderr.write(`lanescope: ${problem}\n\n${usage}`);
  process.exitCode = 2;
}
