// Where the traces of runs lie: in the extension's storage, not in the user's project; the oldest go when there are too many.

import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type * as vscode from 'vscode';

/** What the extension itself knows about a run it started; the trace is no witness for that. */
export interface RunRecord {
  trace: string;
  script: string;
  cwd: string;
}

const stateKey = 'lanescope.runs';
/** More than the greatest number of kept runs would be of no use. */
const rememberedRuns = 1000;

export class RunStore {
  readonly #folder: string;
  readonly #state: vscode.Memento;

  constructor(context: vscode.ExtensionContext) {
    this.#folder = join((context.storageUri ?? context.globalStorageUri).fsPath, 'runs');
    this.#state = context.workspaceState;
  }

  /** A path for the trace of a new run of `script`. Nothing is awaited, so that the run starts at once. */
  add(script: string, cwd: string, now = new Date()): string {
    const trace = join(this.#folder, traceName(script, now));
    const known = this.#records().filter((record) => record.trace !== trace);
    void this.#state.update(stateKey, [...known.slice(-rememberedRuns), { trace, script, cwd }]);
    return trace;
  }

  /** Makes the folder of the traces; deletes all but the newest `keep - 1`, so that `keep` are there with a new one. */
  async makeRoom(keep: number): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await this.#prune(keep - 1);
  }

  /** The record of the run that wrote `trace`; undefined for a trace from elsewhere. */
  find(trace: string): RunRecord | undefined {
    return this.#records().find((record) => record.trace === trace);
  }

  #records(): RunRecord[] {
    return this.#state.get<RunRecord[]>(stateKey, []);
  }

  async #prune(keep: number): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => extname(name) === '.lanes');
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        return { path, written: (await stat(path)).mtimeMs };
      }),
    );
    files.sort((a, b) => b.written - a.written);
    await Promise.all(files.slice(Math.max(0, keep)).map(({ path }) => rm(path, { force: true })));
  }
}

/** `greet.ts` run on the 20th of November at 16:12:05.123 gives `greet-20261120-161205-123.lanes`. */
export function traceName(script: string, now: Date): string {
  const digits = (value: number, count = 2) => String(value).padStart(count, '0');
  const day = `${now.getFullYear()}${digits(now.getMonth() + 1)}${digits(now.getDate())}`;
  const time = `${digits(now.getHours())}${digits(now.getMinutes())}${digits(now.getSeconds())}`;
  return `${basename(script, extname(script))}-${day}-${time}-${digits(now.getMilliseconds(), 3)}.lanes`;
}

/** Folders whose files a trace may point at: those of the workspace, its own, and those of the run if we started it. */
export function siteRoots(trace: string, record: RunRecord | undefined, workspaceFolders: readonly string[]): string[] {
  const own = record ? [record.cwd, dirname(record.script)] : [dirname(trace)];
  return [...new Set([...workspaceFolders, ...own])];
}
