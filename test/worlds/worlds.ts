// The two worlds that programs run in, unchanged: real processes under the command, and the in-process world with a seed.

import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { firstEventKind, kindNumber, type TraceRow } from '../../src/trace/event.ts';
import type { Finding } from '../../src/trace/finding.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { cleanEnv, root, runProgram } from '../broker/run-program.ts';

export interface WorldRun {
  /** Lines on stdout, in order. */
  lines: string[];
  stderr: string;
  exitCodes: Record<string, number>;
  findings: Finding[];
  rows: TraceRow[];
}

export const laws = (program: string) => join(root, 'test', 'programs', 'laws', program);
export const sample = (program: string) => join(root, 'media', 'samples', program);

/** Runs a program in real processes. */
export async function real(program: string): Promise<WorldRun & { status: number | null }> {
  const { status, stdout, stderr, trace, findings } = await runProgram(program);
  if (!trace) throw new Error(`no trace was written:\n${stderr}`);
  const ended = trace.processes.flatMap((process) => (process ? [[process.name, process.exitCode ?? 0] as const] : []));
  return {
    status,
    lines: linesOf(stdout),
    stderr,
    exitCodes: Object.fromEntries(ended),
    findings,
    rows: rowsOf(trace),
  };
}

/** The in-process world, bundled once; `dispose` removes the bundle. */
export class Simulation {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'lanescope-sim-')));

  async build(): Promise<void> {
    await build({
      platform: 'node',
      target: 'node22',
      bundle: true,
      logLevel: 'error',
      format: 'esm',
      entryPoints: [join(root, 'test', 'sim', 'main.ts')],
      outfile: join(this.#folder, 'test', 'sim.mjs'),
    });
  }

  /** One run for each seed. */
  async run(program: string, seeds: readonly number[]): Promise<WorldRun[]> {
    const args = [join(this.#folder, 'test', 'sim.mjs'), program, ...seeds.map(String)];
    const child = spawn(process.execPath, args, { env: cleanEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    const status = await new Promise((resolve) => child.on('close', resolve));
    const runs = linesOf(Buffer.concat(out).toString()).map(simulatedRun);
    if (status === 0 && runs.length === seeds.length) return runs;
    throw new Error(`${runs.length} of ${seeds.length} runs of ${program}, status ${status}:\n${Buffer.concat(err)}`);
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function simulatedRun(line: string): WorldRun {
  const { output, exitCodes, findings, rows } = JSON.parse(line);
  const printed = (stream: number) =>
    (output as { stream: number; text: string }[]).filter((one) => one.stream === stream).map(({ text }) => text);
  return { lines: linesOf(printed(1).join('')), stderr: printed(2).join(''), exitCodes, findings, rows };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

const none = { seq: 0, t: 0, k: 0, kind: 0, process: 0, object: 0, op: 0, operation: 0, message: 0, by: 0, reason: 0 };
const noRow: TraceRow = { ...none, size: -1, site: 0, text: 0, code: 0, bytes: 0, value: null };

/** A trace that was read as rows again; what defines comes first, for its place in the file is not kept. */
export function rowsOf(trace: Trace): TraceRow[] {
  const define = (kind: keyof typeof kindNumber, fields: Partial<TraceRow>) => ({
    ...noRow,
    kind: kindNumber[kind],
    ...fields,
  });
  const rows: TraceRow[] = trace.strings.map((value, text) => define('string', { text, value }));
  for (const [site, known] of trace.sites.entries()) if (known) rows.push(define('site', { site }));
  for (const one of trace.processes)
    if (one) rows.push(define('process', { process: one.process, object: one.object }));
  for (const one of trace.objects) {
    const [op, text] = [trace.strings.indexOf(one?.type ?? ''), trace.strings.indexOf(one?.name ?? '')];
    if (one) rows.push(define('object', { object: one.object, op, text, size: one.capacity }));
  }
  for (let i = 0; i < trace.length; i++) {
    const row = { ...noRow };
    for (const column of Object.keys(none) as (keyof typeof none)[]) row[column] = trace[column].at(i);
    for (const column of ['size', 'site', 'text', 'code', 'bytes'] as const) row[column] = trace[column].at(i);
    rows.push(row);
  }
  return rows.filter(({ kind, text }) => kind >= firstEventKind || kind !== kindNumber.string || text > 0);
}
