// `lanescope check`: what is wrong in a run, for people, for scripts and for code scanning; a script is run first.

import { closeSync, openSync, readSync } from 'node:fs';
import { realpath, writeFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { deadlockStatus } from '../broker/stuck-watch.ts';
import { TraceFormatError } from '../trace/repair.ts';
import { checked } from './checked.ts';
import { beginsAsTrace, readTrace } from './read-trace.ts';
import { reportFormats } from './report/index.ts';
import type { Report, ReportFormat } from './report/report.ts';
import { runScript, showTrace } from './run.ts';
import { defaultRun, type Options, oneOf, type ParsedRun, parseOptions, runOptions } from './run-options.ts';
import { staticFindings } from './static-findings.ts';
import { isSystemError, write } from './streams.ts';
import { UsageError } from './usage-error.ts';

const formatIds = reportFormats.map(({ id }) => id);

const usage = `Usage: lanescope check [--format ${formatIds.join('|')}] [--out FILE] TRACE
       lanescope check [--format ${formatIds.join('|')}] [--out FILE] [options of run] SCRIPT [ARGUMENT…]
  --format FORMAT   default text
  --out FILE        write to this file, not to standard output
A script is run first, as \`lanescope run\` does; what it prints goes to standard error.

Exit status: 1 where a finding is an error, else 0; 2 wrong usage, or a trace that cannot be read.
`;

/** Nobody sits beside it who would send a signal to a run that waits for one. */
const defaultOutsideMs = 10_000;

/** Statuses of `lanescope check`. */
const status = { clean: 0, faulty: 1, usage: 2 } as const;

interface CheckOptions {
  format: ReportFormat;
  out: string | null;
}

type ParsedCheck = ParsedRun & CheckOptions;

const checkOptions: Options<CheckOptions> = {
  '--format': {
    takesValue: true,
    set(check, value) {
      const id = oneOf('--format', value, formatIds);
      check.format = reportFormats.find((format) => format.id === id) ?? check.format;
    },
  },
  '--out': {
    takesValue: true,
    set(check, value) {
      check.out = value;
    },
  },
};
const allOptions: Options<ParsedCheck> = { ...runOptions, ...checkOptions };

export async function check(args: string[], io: NodeJS.Process): Promise<number> {
  try {
    if (args[0] === '--help') {
      await write(io.stdout, usage);
      return status.clean;
    }
    const { parsed, isTrace } = parse(args, io.cwd());
    return isTrace ? await checkTrace(parsed, io) : await checkScript(parsed, io);
  } catch (error) {
    const isKnown = error instanceof UsageError || error instanceof TraceFormatError || isSystemError(error);
    if (!isKnown) throw error;
    await write(io.stderr, `lanescope check: ${error.message}\n`);
    return status.usage;
  }
}

function parse(args: readonly string[], cwd: string): { parsed: ParsedCheck; isTrace: boolean } {
  const [text] = reportFormats;
  if (!text) throw new Error('there is no format');
  const parsed: ParsedCheck = { ...defaultRun(), outsideMs: defaultOutsideMs, format: text, out: null };
  const { rest, given } = parseOptions(args, allOptions, parsed);
  const [file, ...more] = rest;
  if (file === undefined) throw new UsageError(`which trace or script?\n${usage}`);
  const isTrace = file.endsWith('.lanes') || isTraceInside(resolve(cwd, file));
  Object.assign(parsed, { script: file, args: more });
  if (!isTrace) {
    if (parsed.trace === null) throw new UsageError('what is found is found in the trace: leave out --no-trace');
    return { parsed, isTrace };
  }
  const foreign = given.find((name) => !Object.hasOwn(checkOptions, name));
  if (foreign !== undefined) throw new UsageError(`${foreign} is for a run of a script, and ${file} is a trace`);
  const [another] = parseOptions(more, checkOptions, parsed).rest;
  if (another !== undefined) throw new UsageError(`one trace at a time, not also ${another}`);
  return { parsed, isTrace };
}

/** A trace may have been given another ending; a script does not begin as one. */
function isTraceInside(path: string): boolean {
  try {
    const file = openSync(path, 'r');
    try {
      const first = new Uint8Array(4);
      return readSync(file, first, 0, 4, 0) === 4 && beginsAsTrace(first);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

function checkTrace({ script: file, ...options }: ParsedCheck, io: NodeJS.Process): Promise<number> {
  return tell(file, options, io, null);
}

async function checkScript(parsed: ParsedCheck, io: NodeJS.Process): Promise<number> {
  const mistaken = parsed.args.find((arg) => Object.hasOwn(checkOptions, arg.split('=')[0] ?? ''));
  if (mistaken !== undefined) {
    const words = `${mistaken} stands behind the script and is given to it; our own options come before the script`;
    await write(io.stderr, `lanescope check: ${words}\n`);
  }
  if (parsed.out !== null) await refuseOverwriting(parsed.out, parsed.script, 'script', io.cwd());
  const ran = await runScript(parsed, io, 2);
  if (ran.trace === null) throw new Error('a run that was asked for a trace has none');
  if (parsed.show !== null) await showTrace(ran.trace, parsed.show, io);
  if (ran.status !== 0 && ran.status !== deadlockStatus) {
    await write(io.stderr, `lanescope check: ${parsed.script} ended with status ${ran.status}\n`);
  }
  const found = await tell(ran.trace, parsed, io, ran.status);
  return found === status.clean && ran.isInterrupted ? ran.status : found;
}

async function tell(file: string, options: CheckOptions, io: NodeJS.Process, ended: number | null): Promise<number> {
  const { format, out } = options;
  const cwd = io.cwd();
  const path = resolve(cwd, file);
  const { trace, problem } = await readTrace(path);
  if (out !== null) await refuseOverwriting(out, path, 'trace', cwd);
  const { findings, silenced, sources } = checked(trace, cwd, staticFindings);
  const { script = '', exitCode = null } = trace.meta ?? {};
  const report: Report = {
    trace: isAbsolute(file) ? sources.nameOf(file) : file,
    script: sources.nameOf(script),
    exitStatus: ended ?? exitCode,
    findings,
    silenced,
    problem,
    folder: cwd,
    lineText: (name, line) => sources.lines(name)[line - 1] ?? '',
  };
  const color = out === null && io.stdout.isTTY === true && !io.env.NO_COLOR;
  const written = format.write(report, { color });
  if (out === null) await write(io.stdout, written);
  else await writeFile(resolve(cwd, out), written);
  if (problem !== null) await write(io.stderr, `lanescope check: ${file}: ${problem}\n`);
  return findings.some(({ severity }) => severity === 'error') ? status.faulty : status.clean;
}

/** Neither the only record of a run nor what somebody has written is lost by a slip. */
async function refuseOverwriting(out: string, file: string, what: string, cwd: string): Promise<void> {
  const [from, to] = await Promise.all([file, out].map((path) => realpath(resolve(cwd, path)).catch(() => null)));
  if (from && from === to) throw new UsageError(`--out is the ${what} itself (${out}); name another file`);
}
