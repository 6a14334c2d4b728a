// Runs a program under the built `lanescope` command as a user would, and collects all that can be seen of it from outside.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JsonEvent, jsonEvent } from '../../src/export/json.ts';
import type { Finding } from '../../src/trace/finding.ts';
import { OperationIndex } from '../../src/trace/operations.ts';
import { TraceReader } from '../../src/trace/reader.ts';
import type { Trace } from '../../src/trace/trace.ts';

export const root = join(import.meta.dirname, '..', '..');
/** Another folder of bundles can be tested with this variable. */
export const dist = process.env.LANESCOPE_TEST_DIST ?? join(root, 'dist');
export const cli = join(dist, 'cli.mjs');
export const programs = join(root, 'test', 'programs', 'broker');
const marker = 'LANESCOPE_TEST_RUN';

export interface RunSettings {
  /** Options of `lanescope run`, before the script. */
  options?: string[];
  args?: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Default: none, an empty standard input. */
  stdin?: 'pipe' | 'ignore';
  /** Default true. */
  traced?: boolean;
  /** Under a terminal of 100 columns; both streams arrive as one, and `terminal` drives it. */
  pty?: boolean;
  /** Default `lanescope run`; else plain Node, for comparison. */
  plain?: boolean;
}

/** What terminal.py understands. */
export type TerminalWish =
  | { write: string }
  | { resize: [columns: number, rows: number] }
  | { stop: true }
  | { go: true }
  | { close: true };

export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** `FILE:LINE` of the only line of a program that has this text. */
export function placeOf(program: string, text: string): string {
  const file = join(programs, program);
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
  if (found.length !== 1) throw new Error(`${text} stands on ${found.length} lines of ${program}`);
  return `${file}:${found[0]}`;
}

let count = 0;

/** One run of a program; `close` ends what is left of it and removes its folder. */
export class ProgramRun implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'lanescope-run-'));
  readonly trace = join(this.folder, 'run.lanes');
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly #mark = `${process.pid}-${++count}`;
  readonly #chunks: { 1: Buffer[]; 2: Buffer[] } = { 1: [], 2: [] };
  /** Among them the broker, which may itself be gone when its reaper is looked for. */
  readonly #seen = new Set<number>();
  #onOutput: (() => void)[] = [];

  constructor(program: string, settings: RunSettings = {}) {
    const { args = [], env, cwd = this.folder, stdin = 'ignore', pty = false } = settings;
    const script = program.includes('/') ? program : join(programs, program);
    const command = [process.execPath, ...this.#lanescope(settings), script, ...args];
    const [first = '', ...rest] = pty ? ['python3', join(import.meta.dirname, 'terminal.py'), ...command] : command;
    this.child = spawn(first, rest, {
      cwd,
      env: { ...cleanEnv(), ...env, [marker]: this.#mark },
      stdio: [pty ? 'pipe' : stdin, 'pipe', 'pipe'],
    });
    // a wish to a terminal that has gone is no failure of the test
    this.child.stdin?.on('error', () => {});
    this.#collect(1);
    this.#collect(2);
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (status, signal) => {
        resolve({ status, signal, stdout: this.stdout, stderr: this.stderr });
        this.#tell();
      });
    });
  }

  #lanescope({ options = [], traced = true, plain = false }: RunSettings): string[] {
    // what analyses find is not what tests of everything else are about
    return plain ? [] : [cli, 'run', '--no-findings', ...(traced ? ['--trace', this.trace] : []), ...options];
  }

  terminal(wish: TerminalWish): void {
    this.child.stdin?.write(`${JSON.stringify(wish)}\n`);
  }

  get stdout(): string {
    return this.bytes(1).toString();
  }

  get stderr(): string {
    return this.bytes(2).toString();
  }

  bytes(fd: 1 | 2): Buffer {
    return Buffer.concat(this.#chunks[fd]);
  }

  /** Resolves with the match once the output has it; rejects when the run ends without. */
  async saw(pattern: RegExp, fd: 1 | 2 = 1): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(fd === 1 ? this.stdout : this.stderr);
      if (match) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`the run ended without ${pattern}:\n${this.stdout}\n${this.stderr}`);
      }
      await new Promise<void>((resolve) => this.#onOutput.push(resolve));
    }
  }

  /** Process ids of the run that live, the command's own included. */
  processes(): number[] {
    const ours = processesWith(`${marker}=${this.#mark}`);
    for (const pid of [...ours, this.child.pid ?? 0]) this.#seen.add(pid);
    return [...ours, ...[...this.#seen].flatMap(reapersOf)];
  }

  /** Resolves once no process of the run lives any more; how long that takes is up to the test's own limit. */
  async gone(): Promise<void> {
    while (this.processes().length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  read(): { trace: Trace; closed: boolean; events: JsonEvent[]; findings: Finding[] } {
    return readTrace(this.trace);
  }

  [Symbol.dispose](): void {
    // the reaper ends by itself, when it has removed what the others leave
    for (const pid of processesWith(`${marker}=${this.#mark}`)) kill(pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #collect(fd: 1 | 2): void {
    const pipe = fd === 1 ? this.child.stdout : this.child.stderr;
    pipe?.on('data', (chunk: Buffer) => {
      this.#chunks[fd].push(chunk);
      this.#tell();
    });
  }

  #tell(): void {
    for (const resolve of this.#onOutput.splice(0)) resolve();
  }
}

/** Runs a program to its end. */
export async function runProgram(program: string, settings: RunSettings = {}) {
  using run = new ProgramRun(program, settings);
  const ended = await run.ended;
  return { ...ended, ...(existsSync(run.trace) ? run.read() : noTrace) };
}

const noTrace = { trace: null, closed: false, events: [] as JsonEvent[], findings: [] as Finding[] };

export function readTrace(path: string) {
  const reader = new TraceReader();
  reader.push(readFileSync(path));
  reader.finish();
  const { trace } = reader;
  const operations = new OperationIndex(trace);
  const events = Array.from({ length: trace.length }, (_, index) => jsonEvent(trace, operations, index));
  return { trace, closed: reader.ended, events, findings: trace.findings() };
}

/** The environment without what a test runner adds, by which plain Node would know it. */
export function cleanEnv(): NodeJS.ProcessEnv {
  // what a test runner or a CI sets, and what changes how Node prints
  const { VITEST, VITEST_MODE, VITEST_POOL_ID, VITEST_WORKER_ID, NODE_OPTIONS, FORCE_COLOR, NO_COLOR, CI, ...env } =
    process.env;
  return env;
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function numbers(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Of a process that has gone in between, or is another user's, there is nothing to read. */
function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return otherwise;
  }
}

function isZombie(pid: number): boolean {
  const stat = readOr(`/proc/${pid}/stat`, ') Z');
  return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

function processesWith(variable: string): number[] {
  return numbers('/proc').filter((pid) => {
    return readOr(`/proc/${pid}/environ`, '').split('\0').includes(variable) && !isZombie(pid);
  });
}

/** The reaper has an environment of its own, and names the broker that it watches in its command line. */
export function reapersOf(broker: number): number[] {
  return numbers('/proc').filter((pid) => {
    return readOr(`/proc/${pid}/cmdline`, '').includes(`lanescope-reaper-of-${broker}\0`) && !isZombie(pid);
  });
}

export function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** What the open descriptors of a process are, by number. */
export function descriptorsOf(pid: number): Record<number, string> {
  const folder = `/proc/${pid}/fd`;
  return Object.fromEntries(numbers(folder).map((fd) => [fd, readlinkSync(`${folder}/${fd}`)]));
}
