// Starts the run's processes: the main one and those that need something else at their start from nothing, all others
// by waking one that waits with the runtime loaded.

import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Boot } from '../protocol/boot.ts';
import type { Reply, StartInfo } from '../protocol/request.ts';
import { bootEnvironment, userEnvironment } from './child-environment.ts';
import { RunFolder } from './run-folder.ts';
import { type ProcessEvents, UserProcess } from './user-process.ts';
import { warmKey } from './warm-key.ts';
import { WarmPool } from './warm-pool.ts';

export interface LauncherOptions {
  node: string;
  nodeArgs: readonly string[];
  bootstrap: string;
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Absolute path. */
  script: string;
  args: readonly string[];
  previewBytes: number;
  /** `process.hrtime.bigint()` at the beginning of the run. */
  origin: bigint;
  /** Where the shared memory of the run is. */
  memoryFolder: string;
  /** The broker's descriptor that the script's standard output goes to. */
  outTo: 1 | 2;
}

/** What the launcher tells of the run's processes and files, so that none stays behind. */
interface Known {
  add(pid: number): void;
  remove(pid: number): void;
  addFolder(path: string): void;
}

type World = NonNullable<StartInfo['world']>;

export interface Launched {
  process: UserProcess;
  /** The first frame for a process that has waited; `null`: it was started in its world. */
  enter: Extract<Reply, { op: 'enter' }> | null;
}

/**
 * A script that names none of these hardly starts processes, and shall not pay for one that waits; where it does start some,
 * others wait from then on.
 */
const startsProcesses = /\b(?:Process|Pool|Manager)\b/;

export class Launcher {
  readonly #options: LauncherOptions;
  readonly #pool: WarmPool | null;
  readonly #folder: RunFolder | null;
  /** While one of them loads, nothing is started ahead: it would take the core away from what somebody waits for. */
  readonly #starting = new Set<UserProcess>();

  constructor(options: LauncherOptions, known: Known) {
    this.#options = options;
    const isOn = options.env.LANESCOPE_WARM !== 'off';
    this.#folder = isOn ? RunFolder.make((path) => known.addFolder(path)) : null;
    this.#pool = isOn
      ? new WarmPool((env, events) => this.#start('waiting', { cwd: options.cwd, env }, events), known)
      : null;
  }

  main(events: ProcessEvents): Launched {
    const { cwd, env, script } = this.#options;
    const started = this.#start('main', { cwd, env: userEnvironment(env) }, events);
    if (this.#pool && startsProcesses.test(textOf(script))) this.#expect(userEnvironment(env));
    return { process: started, enter: null };
  }

  child(creator: World, events: ProcessEvents): Launched {
    const world = { cwd: creator.cwd, env: userEnvironment(creator.env) };
    const key = warmKey(this.#options.nodeArgs, world.env);
    const warm = key !== null && canEnter(world.cwd) ? this.#pool?.take(key, world.env, events) : undefined;
    const started = warm ?? this.#start('child', world, events);
    this.#starting.add(started);
    return { process: started, enter: warm ? { op: 'enter', ...world, ...this.#terminalSize() } : null };
  }

  /** A child runs its first line, or has ended before it. */
  hasBegun(child: UserProcess): void {
    if (this.#starting.delete(child) && this.#starting.size === 0) this.#pool?.refill();
  }

  /** From now on everything starts from nothing, if at all. */
  endWaiting(): void {
    void this.#pool?.close();
  }

  /** Nothing will be started any more. @returns when nothing is left of what was prepared */
  async close(): Promise<void> {
    await this.#pool?.close();
    this.#folder?.remove();
  }

  #expect(env: NodeJS.ProcessEnv): void {
    const key = warmKey(this.#options.nodeArgs, env);
    if (key !== null) this.#pool?.expect(key, env);
  }

  #start(role: Boot['role'], { cwd, env }: World, events: ProcessEvents): UserProcess {
    const { node, nodeArgs, bootstrap, script, args, previewBytes, origin, memoryFolder } = this.#options;
    const boot: Boot = {
      origin: String(origin),
      script,
      args: [...args],
      role,
      previewBytes,
      memoryFolder,
      ...this.#shapes(),
      prepared: this.#folder?.prepared ?? null,
    };
    // main would pay for compiled code that perhaps nobody asks for; a debugger shall see code compiled as ever
    const isUsual = role !== 'main' && warmKey(nodeArgs, env) !== null;
    const childEnv = bootEnvironment(env, boot, isUsual ? (this.#folder?.compiled ?? null) : null);
    return new UserProcess({ node, nodeArgs, bootstrap, cwd, env: childEnv, inheritsInput: role === 'main' }, events);
  }

  #shapes(): Pick<Boot, 'stdout' | 'stderr'> {
    const shape = (fd: 1 | 2) => ({ isTTY: isatty(fd), ...this.#terminalSize() });
    return { stdout: shape(this.#options.outTo), stderr: shape(2) };
  }

  #terminalSize(): { columns: number; rows: number } {
    const { columns = 80, rows = 24 } = this.#options.outTo === 1 ? process.stdout : process.stderr;
    return { columns, rows };
  }
}

/** Where it cannot be entered, a start from nothing fails as it should. */
function canEnter(folder: string): boolean {
  try {
    accessSync(folder, constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

function textOf(script: string): string {
  try {
    return readFileSync(script, 'utf8');
  } catch {
    // the main process says what is wrong with it
    return '';
  }
}
