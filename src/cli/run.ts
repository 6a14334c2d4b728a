// `lanescope run`: checks what it was given, runs the broker in this very process, and shows the result if asked to.

import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Broker } from '../broker/broker.ts';
import { endingSignals, isTerminalForeground } from '../broker/platform.ts';
import { checked } from './checked.ts';
import { readTrace } from './read-trace.ts';
import { type ParsedRun, parseRun } from './run-options.ts';
import { show } from './show.ts';
import { nextTrace } from './trace-place.ts';
import { UsageError } from './usage-error.ts';

/** The first Node with type stripping, synchronous module hooks and `import.meta.main`. */
const oldestNode = [22, 18];
/** A script that handles Ctrl-C or SIGTERM gets this long before its processes are killed. */
const interruptGraceMs = 3000;
/** The text after a run is for a glance; `lanescope show` has all of it. */
const shownLines = '200';

export interface Ran {
  /** The run's own, as the command would end with it. */
  status: number;
  /** `null`: not recorded. */
  trace: string | null;
  /** A signal has ended it. */
  isInterrupted: boolean;
}

export async function run(args: string[], io: NodeJS.Process): Promise<number> {
  try {
    const parsed = parseRun(args);
    const { status, trace, isInterrupted } = await runScript(parsed, io, 1);
    if (trace === null) return status;
    if (parsed.show !== null) await showTrace(trace, parsed.show, io);
    // the text has told them all
    if (parsed.countFindings && parsed.show !== 'text' && !isInterrupted) await countFindings(trace, io);
    return status;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`lanescope run: ${error.message}\n`);
    return 2;
  }
}

/**
 * Runs the script to its end.
 *
 * @param outTo where what it prints to standard output goes
 * @throws UsageError
 */
export async function runScript(parsed: ParsedRun, io: NodeJS.Process, outTo: 1 | 2): Promise<Ran> {
  const script = resolve(io.cwd(), parsed.script);
  const cwd = workingFolder(parsed.cwd, io);
  checkScript(script, parsed.script);
  const node = parsed.node ?? io.execPath;
  const nodeVersion = versionOf(node, io);
  const trace = placeOf(parsed.trace, cwd, script);
  const bootstrap = join(dirname(fileURLToPath(import.meta.url)), 'bootstrap.mjs');
  const { args, onDeadlock, outsideMs, previewBytes, nodeArgs } = parsed;
  const { env } = io;
  const about = { script, args, trace, previewBytes, node, nodeVersion, nodeArgs, cwd, env, bootstrap };
  const broker = openBroker({ ...about, onDeadlock, outsideMs, outTo });
  const signals = watchSignals(broker, io, outTo);
  const status = await broker.run();
  signals.release();
  return { status, trace, isInterrupted: signals.seen() };
}

function workingFolder(given: string | null, io: NodeJS.Process): string {
  const folder = resolve(io.cwd(), given ?? '.');
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isFolder) throw new UsageError(`--cwd takes a folder; ${given} is none`);
  return folder;
}

function openBroker(options: ConstructorParameters<typeof Broker>[0]): Broker {
  try {
    return new Broker(options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(
      `the trace cannot be written: ${error.message}; choose another place with --trace FILE, or --no-trace`,
    );
  }
}

function checkScript(script: string, given: string): void {
  try {
    if (!statSync(script).isFile()) throw new UsageError(`${given} is not a file; name the script to run`);
    accessSync(script, constants.R_OK);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${given} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function versionOf(node: string, io: NodeJS.Process): string {
  const version = node === io.execPath ? io.version : askVersion(node);
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return version;
  throw new UsageError(
    `scripts need Node ${oldestNode.join('.')} or newer, and ${node} is ${version}; name a newer one with --node PATH`,
  );
}

function askVersion(node: string): string {
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8', env: {} }).trim();
  } catch (error) {
    throw new UsageError(`${node} does not run: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function placeOf(trace: string | null | undefined, cwd: string, script: string): string | null {
  if (trace === null) return null;
  if (trace !== undefined) return resolve(cwd, trace);
  try {
    return nextTrace(cwd, script);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `the trace cannot be written: ${reason}; choose another place with --trace FILE, or --no-trace`,
    );
  }
}

/** The first signal goes to every process; a second one, the end of the grace or of the terminal ends them all. */
function watchSignals(broker: Broker, io: NodeJS.Process, outTo: 1 | 2) {
  const undo: (() => void)[] = [];
  let wasAsked = false;
  for (const { signal, status } of endingSignals) {
    const onSignal = () => {
      const isFirst = !wasAsked;
      wasAsked = true;
      broker.interrupted(status);
      if (!isFirst || signal === 'SIGHUP') return broker.stop(status);
      // from a terminal every process has got it already
      if (signal !== 'SIGINT' || !isTerminalForeground()) broker.forward(signal);
      setTimeout(() => broker.stop(status), interruptGraceMs).unref();
    };
    io.on(signal, onSignal);
    undo.push(() => io.off(signal, onSignal));
  }
  const terminal = outTo === 1 ? io.stdout : io.stderr;
  const onResize = () => broker.resize(terminal.columns ?? 80, terminal.rows ?? 24);
  if (terminal.isTTY) terminal.on('resize', onResize);
  undo.push(() => terminal.off('resize', onResize));
  return {
    seen: () => wasAsked,
    release() {
      for (const one of undo) one();
    },
  };
}

/** Findings that the broker says in words as soon as it knows them. */
const toldAlready: ReadonlySet<string> = new Set(['deadlock', 'partial-deadlock', 'shared-memory']);

/** In a longer trace one looks for findings when one wants to: it would keep the user waiting for seconds after the run. */
const greatestCounted = 16 << 20;

/** One line, and none where there is nothing but advice. */
async function countFindings(trace: string, io: NodeJS.Process): Promise<void> {
  const stats = statSync(trace, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > greatestCounted) return;
  const { findings } = checked((await readTrace(trace)).trace, io.cwd());
  const more = findings.filter(({ id }) => !toldAlready.has(id));
  const [errors, warnings] = (['error', 'warning'] as const).map((one) => {
    const n = more.filter(({ severity }) => severity === one).length;
    return n === 0 ? '' : `${n} ${n === 1 ? one : `${one}s`}`;
  });
  const counts = [errors, warnings].filter(Boolean).join(' and ');
  const shown = relative(io.cwd(), trace);
  const path = shown.startsWith('..') ? trace : shown;
  if (counts !== '') io.stderr.write(`lanescope: found ${counts}; see them with: lanescope check ${path}\n`);
}

/** Shows what was recorded, as `--show` asks. */
export async function showTrace(trace: string, as: 'text' | 'html', io: NodeJS.Process): Promise<void> {
  if (as === 'text') {
    // the script's standard output stays its own
    await show([trace, '--as', 'text', '--limit', shownLines], { ...io, stdout: io.stderr, stderr: io.stderr });
    return;
  }
  const page = `${trace.replace(/\.lanes$/, '')}.html`;
  const status = await show([trace, '--as', 'html', '--out', page], io);
  if (status === 0) io.stderr.write(`lanescope: the swimlane is in ${page}\n`);
}
