// `lanescope show`: a recorded trace in any export format, or repaired for other tools.

import { readFile, realpath, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ExportFormat, ExportOptions, PageAssets } from '../export/format.ts';
import { exportFormats, findFormat } from '../export/index.ts';
import { repair, TraceFormatError } from '../trace/repair.ts';
import { readTrace, unreadable } from './read-trace.ts';
import { isSystemError, type Output, write } from './streams.ts';
import { UsageError } from './usage-error.ts';

export interface ShowIo {
  stdout: Output;
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
}

const usage = `Usage: lanescope show TRACE [--as ${exportFormats.map(({ id }) => id).join('|')}] [--out FILE]
       lanescope show TRACE --repair --out FILE
  --as FORMAT     default text
  --out FILE      write to this file, not to standard output
  --columns N     width of the text, default that of the terminal
  --limit N       greatest number of lines of events in the text
  --repair        write the whole batches of a cut or damaged trace as a closed Arrow stream
`;

/** Statuses of `lanescope show`. */
const status = { done: 0, failed: 1, usage: 2 } as const;

interface ShowOptions {
  file: string;
  format: ExportFormat;
  out: string | undefined;
  repair: boolean;
  columns: number | undefined;
  limit: number | undefined;
}

/**
 * Runs the command with the arguments behind `show`.
 *
 * @returns the exit status: 0, 1 when the output could not be written, 2 for wrong usage or a file that is no trace.
 */
export async function show(args: string[], io: ShowIo): Promise<number> {
  // A stream reports a failed write both to its callback, where `write` decides, and as an event, which alone would end the process.
  for (const output of [io.stdout, io.stderr]) output.on?.('error', () => {});
  try {
    if (args.includes('--help')) {
      await write(io.stdout, usage);
      return status.done;
    }
    const options = parse(args);
    await refuseOverwriting(options);
    const said = options.repair ? await showRepaired(options) : await showAs(options, io);
    if (said) await write(io.stderr, `lanescope show: ${said}\n`);
    return status.done;
  } catch (error) {
    const known = error instanceof UsageError || error instanceof TraceFormatError;
    if (!known && !isSystemError(error)) throw error;
    await write(io.stderr, `lanescope show: ${error.message}\n`);
    return known ? status.usage : status.failed;
  }
}

function parse(args: string[]): ShowOptions {
  const { values, positionals } = parsed(args);
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError(`name the trace to show, a .lanes file.\n${usage}`);
  if (more.length > 0) throw new UsageError(`one trace at a time, not also ${more.join(' ')}.\n${usage}`);
  const id = values.as ?? 'text';
  const format = findFormat(id);
  if (!format) {
    throw new UsageError(`no format "${id}"; the formats are ${exportFormats.map((known) => known.id).join(', ')}.`);
  }
  if (values.repair && !values.out) throw new UsageError('--repair needs --out FILE, the file to write.');
  if (values.repair && values.as) throw new UsageError('--repair writes an Arrow stream; leave out --as, or --repair.');
  const numbers = { columns: count('--columns', values.columns), limit: count('--limit', values.limit) };
  return { file, format, out: values.out, repair: values.repair ?? false, ...numbers };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const options = { as: text, out: text, columns: text, limit: text, repair: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}.\n${usage}`);
  }
}

function count(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new UsageError(`${option} wants a whole number above 0, not "${value}".`);
}

/** The trace is the only record of a run; writing its export over it would lose it. */
async function refuseOverwriting({ file, out }: ShowOptions): Promise<void> {
  if (!out) return;
  const [from, to] = await Promise.all([file, out].map((path) => realpath(path).catch(() => null)));
  if (from && from === to) throw new UsageError(`--out is the trace itself (${out}); name another file.`);
}

async function showRepaired({ file, out = '' }: ShowOptions): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => unreadable(file, error));
  const whole = named(file, () => repair(bytes));
  await writeFile(out, whole);
  const lost = bytes.length - Math.min(bytes.length, whole.length);
  return lost > 0 ? `${out} has every whole batch; ${lost} bytes behind them are left out.` : `${out} is whole.`;
}

async function showAs(options: ShowOptions, io: ShowIo): Promise<string> {
  const { file, format, out, limit } = options;
  const { trace, problem } = await readTrace(file);
  const exportOptions: ExportOptions = { problem, columns: options.columns ?? io.stdout.columns ?? 100 };
  if (limit !== undefined) exportOptions.limit = limit;
  exportOptions.color = out === undefined && io.stdout.isTTY === true && !io.env.NO_COLOR;
  if (format.needsAssets) exportOptions.assets = await readAssets(format);
  const written = format.write(trace, exportOptions);
  if (out === undefined) await write(io.stdout, written);
  else await writeFile(out, written);
  const saysItself = format.id === 'text' && out === undefined;
  return problem === null || saysItself ? '' : `${file}: ${problem}`;
}

/** The built viewer, which lies beside the bundle of the command. */
async function readAssets({ id }: ExportFormat): Promise<PageAssets> {
  const part = async (name: string): Promise<string> => {
    const path = fileURLToPath(new URL(name, import.meta.url));
    return readFile(path, 'utf8').catch(() => {
      throw new UsageError(
        `format "${id}" needs ${name} beside the command, and it is not there; build or install again.`,
      );
    });
  };
  const [script, worker, style] = await Promise.all([part('view.js'), part('view-worker.js'), part('view.css')]);
  return { script, worker, style };
}

function named<R>(file: string, body: () => R): R {
  try {
    return body();
  } catch (error) {
    if (error instanceof TraceFormatError) throw new TraceFormatError(`${file}: ${error.message}`);
    throw error;
  }
}
