// `node main.ts` without a broker: the first import runs the script again under `lanescope run`, with the same arguments,
// standard streams and exit code. Where that would be wrong (a test runner, a worker thread, a REPL) importing does nothing,
// and the first use says how to run.

import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { errorClasses, InvalidStateError } from '../base/errors.ts';
import type { Api } from './create-runtime.ts';

const testVariables = ['NODE_TEST_CONTEXT', 'VITEST', 'JEST_WORKER_ID', 'MOCHA_WORKER_ID', 'AVA_PATH'];

/** Whether this process is a script that a user has started, so that it can be started again. Pure. */
export function isPlainScript(world: {
  argv: readonly string[];
  execArgv: readonly string[];
  env: NodeJS.ProcessEnv;
  isMainThread: boolean;
}): boolean {
  const { argv, execArgv, env } = world;
  if (!world.isMainThread || argv[1] === undefined) return false;
  if (testVariables.some((name) => env[name] !== undefined)) return false;
  return !execArgv.some((flag) => /^(--test|-e|--eval|-p|--print|-i|--interactive)\b/.test(flag));
}

/** Does not return where the script is run again. @returns an API whose every use explains itself. */
export function standIn(): Api {
  const { argv, execArgv, env } = process;
  if (isPlainScript({ argv, execArgv, env, isMainThread })) runAgain();
  return explainingApi();
}

function runAgain(): never {
  const cli = fileURLToPath(new URL('./cli.mjs', import.meta.url));
  const flags = process.execArgv.flatMap((flag) => ['--node-arg', flag]);
  const args = [cli, 'run', '--node', process.execPath, ...flags, ...process.argv.slice(1)];
  const replace = (process as { execve?: (file: string, args: string[], env: NodeJS.ProcessEnv) => void }).execve;
  // replacing this process keeps its pid, its terminal and its signals; Windows cannot
  if (replace && process.platform !== 'win32')
    replace.call(process, process.execPath, [process.execPath, ...args], process.env);
  const { status, signal } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  process.exit(status ?? 128 + (signal ? constants.signals[signal] : 0));
}

function explainingApi(): Api {
  function explain(): never {
    throw new InvalidStateError(
      'lanescope works in scripts that are run with `lanescope run SCRIPT` or `node SCRIPT`, not in a test runner, a worker thread or a REPL; ' +
        'start the script as a process of its own from there',
    );
  }
  const names = [
    'Process',
    'Queue',
    'JoinableQueue',
    'SimpleQueue',
    'Pipe',
    'Connection',
    'wait',
    'Value',
    'SharedArray',
    'SharedMemory',
    'Lock',
    'RLock',
    'Semaphore',
    'BoundedSemaphore',
    'Event',
    'Condition',
    'Barrier',
    'Pool',
    'AsyncResult',
    'PoolIterator',
    'Manager',
    'DictProxy',
    'ListProxy',
    'NamespaceProxy',
    'activeChildren',
    'currentProcess',
    'parentProcess',
    'cpuCount',
    'sleep',
    'exit',
    'mark',
    'span',
  ];
  // a function, not an arrow: `new Queue()` must reach it
  const entries = names.map((name) => {
    function use() {
      return explain();
    }
    return [name, Object.assign(use, { start: async () => explain() })];
  });
  return { ...errorClasses, ...Object.fromEntries(entries) } as Api;
}
